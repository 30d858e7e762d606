package org.dmaengine.core.channel.model;

/// Whose turn it is.
enum Actor { CLIENT_1, CLIENT_2, COMPLETER, ENGINE }
