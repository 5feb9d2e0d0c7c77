//! The native command: the only room that may touch files, sockets and processes.
