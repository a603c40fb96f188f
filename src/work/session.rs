//! What sessions of the screen left, and what this one leaves.

use super::World;
use super::record::failure;
use crate::job::{Recalled, RecordFailure};
use crate::plan::ReviewerId;
use crate::session::{Session, SessionFault, decode, encode};

/// Reads what sessions left. What is no session is set aside, so that it is told once.
pub(super) fn recall(world: &World) -> Recalled {
    let mut recalled = Recalled::default();
    let all = match world.sessions.read(&*world.files) {
        Ok(all) => all,
        Err(error) => {
            recalled.failed = Some(failure(&error));
            return recalled;
        }
    };
    for left in all {
        let reviewer = match left.reviewer.as_str() {
            "" => None,
            name => match ReviewerId::parse(name) {
                Ok(reviewer) => Some(reviewer),
                Err(_) => continue,
            },
        };
        match std::str::from_utf8(&left.bytes).map_or(Err(SessionFault::Damaged), decode) {
            Ok(session) if left.running => recalled.running.entry(reviewer).or_default().push(session),
            Ok(session) => recalled.left.entry(reviewer).or_default().push(session),
            Err(SessionFault::Newer) => {}
            Err(SessionFault::Damaged) if left.running => {}
            Err(SessionFault::Damaged) => {
                recalled.damaged = Some(world.shown(&left.path));
                if let Err(error) = world.sessions.set_aside(&*world.files, &left) {
                    recalled.failed = Some(failure(&error));
                }
            }
        }
    }
    recalled
}

/// Keeps what `by` leaves.
pub(super) fn remember(
    world: &World,
    by: Option<&ReviewerId>,
    session: &Session,
) -> Result<(), RecordFailure> {
    let reviewer = by.map(ReviewerId::as_str).unwrap_or_default();
    let written = world.sessions.write(&*world.files, reviewer, &encode(session));
    written.map_err(|error| failure(&error))
}
