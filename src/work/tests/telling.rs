//! A history is told in parts, and given up where another is asked for.

use super::place::{Place, commit, mark_item};
use crate::job::{About, Job, Outcome, Version};
use crate::work::{perform, perform_in_parts};

fn told(outcome: Outcome) -> usize {
    match outcome {
        Outcome::History(Ok(told)) => told.passages.len(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_history_is_told_in_parts_and_given_up_where_another_is_asked_for() {
    let place = Place::with_git();
    let world = place.world();
    for status in ["approved", "revise", "approved"] {
        mark_item(&world, "jia", "canal", status);
        commit(&world).unwrap();
    }
    let ask = || Job::History { about: About::Everything, until: Version::Disk };
    let all = told(perform(&world, ask()));
    assert_eq!(all, 4);
    let (mut parts, mut other) = (0, 0);
    let rest = perform_in_parts(&world, ask(), &mut |outcome| match outcome {
        Outcome::HistoryBegun { about: About::Everything, told } => parts += told.len(),
        _ => other += 1,
    });
    assert_eq!((parts + told(rest), other), (all, 0));
    // As a screen does that asks for one, and for another before that is told.
    let screen = place.world();
    screen.histories.ask();
    screen.histories.ask();
    assert_eq!(told(perform(&screen, ask())), 0, "nobody waits for it");
    assert_eq!(told(perform(&screen, ask())), all);
}
