#!/bin/sh
# Runs the driver guide's commands in an empty folder, with a local repository that holds what has just been built, and for the rest is the
# user's own: what has been fetched once is not fetched again, and nothing of ours gets into it.
#   in-an-empty-folder.sh MAVEN_HOME LOCAL_REPOSITORY REPOSITORY_OF_THE_BUILD
set -eu

maven=$1
local=$2
built=$3
here=$(CDPATH= cd "$(dirname "$0")" && pwd -P)
checkout=$(CDPATH= cd "$here/../../../.." && pwd -P)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# A folder of links; those of org one by one, so that org/dmaengine can be another.
repository=$folder/repository
mkdir -p "$repository/org"
for group in "$local"/*; do
  [ "$group" = "$local/org" ] || ln -s "$group" "$repository/"
done
for group in "$local"/org/*; do
  [ "$group" = "$local/org/dmaengine" ] || ln -s "$group" "$repository/org/"
done
ln -s "$built/org/dmaengine" "$repository/org/"

mkdir -p "$folder/work/.mvn"
printf '%s\n' --batch-mode --no-transfer-progress "-Dmaven.repo.local=$repository" > "$folder/work/.mvn/maven.config"

cd "$folder/work"
PATH=$maven/bin:$checkout:$PATH
export PATH
. "$here/commands.sh"
