//! The figures as a document.
use crate::batch::Figures;
