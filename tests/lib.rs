//! Tests of the running system; see the folders beside this file.
