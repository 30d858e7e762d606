// SPDX-License-Identifier: Apache-2.0

/// The slave-map source that reads Configurator JSON.
package org.dmaengine.slavemap.board;
