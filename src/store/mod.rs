//! Files: found, read with care, appended to so that nothing acknowledged is lost, and watched.
//!
//! Knows paths and bytes. What the bytes mean is known by `source`, and what is done with them by `work`.

mod acknowledged;
mod belonging;
mod directory;
mod disk;
mod glance;
mod journal;
mod memory;
mod output;
mod own_writes;
mod panic_report;
mod reading;
mod record;
mod sessions;
mod unfinished;
mod watch;

pub use crate::regular_file::FILE_LIMIT;
pub use acknowledged::{Acknowledged, Waiting};
pub use belonging::{find_state, note_plan};
pub use directory::{PlanDirectory, state_directory};
pub use disk::{Disk, Files, Handle, LOCK_PATIENCE, Stat, create_directories};
pub use journal::{Journal, Kept};
pub use memory::Memory;
pub use output::{Destination, write_output};
pub use own_writes::{OwnWrite, OwnWrites};
pub use panic_report::keep_report;
pub use reading::{LinkFault, ReadFault, leads_elsewhere, read_bytes, refuse_link};
pub use record::{Appended, RecordError, Records};
pub use sessions::{Left, Sessions};
pub use unfinished::keep_unfinished;
pub use watch::{Sighting, Watch, WatchError, watch};

#[cfg(test)]
pub(crate) mod faults;
#[cfg(test)]
mod tests;
