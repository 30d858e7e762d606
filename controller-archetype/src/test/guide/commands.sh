# The commands of docs/driver-guide.md, which quotes them. $PATH has mvn, and dmaengine of the checkout.

# @start region="generate"
mvn org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate -DinteractiveMode=false -DarchetypeCatalog=internal \
  -DarchetypeGroupId=org.dmaengine -DarchetypeArtifactId=controller-archetype -DarchetypeVersion=0.1.0-SNAPSHOT \
  -DgroupId=com.example -DartifactId=probe -Dversion=1.0.0 -Dpackage=com.example.probe
# @end

# @start region="build"
cd probe
mvn verify
# @end

# @start region="tck"
dmaengine --bundle probe-api/target/probe-api-1.0.0.jar --bundle probe-driver/target/probe-driver-1.0.0.jar \
  --board board.json dma:tck probe0
# @end

# @start region="copy"
dmaengine --bundle probe-api/target/probe-api-1.0.0.jar --bundle probe-driver/target/probe-driver-1.0.0.jar \
  --board board.json dma:copy README.md copy-of-README.md
# @end

# @start region="swap"
dmaengine --bundle probe-api/target/probe-api-1.0.0.jar --bundle probe-driver/target/probe-driver-1.0.0.jar \
  --board board.json 'dma:swap probe0 times=10; dma:list'
# @end
