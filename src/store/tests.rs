//! What must hold of files whatever the disk, other programs and the power do.

mod belonging;
mod directories;
mod disk;
mod journal;
mod lines;
mod output;
mod power;
mod records;
mod replaced;
mod sessions;
mod sharing;
mod sweep;
mod watching;
