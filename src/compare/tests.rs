//! What is told of two plans, and the laws of telling.

mod broken;
mod laws;
mod samples;
mod telling;
mod wordings;
