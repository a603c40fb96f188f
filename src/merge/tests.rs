//! What merging is to do, case by case; the laws are held by `laws`.

mod cases;
mod checked;
mod laws;
mod plans;
mod shapes;

#[path = "../../tests/support/extent.rs"]
mod extent;
