//! Publishing verdicts from the palette: what is asked for, and what comes of it.

use super::session::Session;
use super::{Notice, Overlay, Question, open, small_under};
use crate::app::Reason;
use crate::job::{CommitFailure, PublishFailure, Published, Would};

fn from_palette(session: &mut Session) {
    drop(session.effects());
    session.press(":");
    session.type_text("publish");
    session.press("enter");
}

#[test]
fn the_palette_publishes_and_the_files_are_read_again() {
    let mut session = open(small_under("publish = \"ask\""));
    let done = Published { files: vec!["plans/1-ports.toml".into()], ..Published::default() };
    session.publish = Ok(done.clone());
    session.holding = true;
    from_palette(&mut session);
    assert_eq!((session.effects(), &session.model.notice), (vec!["publish"], &Some(Notice::Publishing)));
    // That the files are others now says nothing new.
    session.loaded.problems.clear();
    session.let_go();
    assert_eq!(session.effects(), ["load", "survey"]);
    assert_eq!(session.model.notice, Some(Notice::Published(Box::new(done))));
}

#[test]
fn where_the_strategy_does_not_want_it_the_palette_says_so() {
    let mut session = open(small_under(""));
    from_palette(&mut session);
    assert_eq!(session.effects(), Vec::<&str>::new());
    assert_eq!(session.model.notice, Some(Notice::Cannot(Reason::PublishingOff)));
}

#[test]
fn what_the_repository_brings_is_asked_about_before_anything_is_written() {
    let mut session = open(small_under("publish = \"meeting\""));
    let would = Would { hooks: vec!["pre-commit".into()], fingerprint: "f1".to_owned(), ..Would::default() };
    session.brings = would.clone();
    session.publish = Err(PublishFailure::NotCommitted(CommitFailure::Undecided { would }));
    from_palette(&mut session);
    assert!(matches!(session.model.overlay, Some(Overlay::Trusting(_))));
    drop(session.effects());
    session.publish = Ok(Published::default());
    session.press("t");
    assert_eq!(session.effects(), ["trust", "publish", "load", "survey"]);
    assert_eq!(session.model.notice, Some(Notice::Published(Box::default())));
}

#[test]
fn a_signature_that_wants_a_password_is_made_with_the_screen_put_away() {
    let mut session = open(small_under("publish = \"ask\""));
    let failure = CommitFailure::NotSigned { detail: "no pinentry".into(), unasked: true };
    session.publish = Err(PublishFailure::NotCommitted(failure));
    from_palette(&mut session);
    assert!(matches!(session.model.overlay, Some(Overlay::Question(Question::AtTerminal(_)))));
    drop(session.effects());
    session.press("y");
    assert_eq!(session.effects(), ["at the terminal"]);
}
