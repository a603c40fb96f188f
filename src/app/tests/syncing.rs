//! A sync from the key to what came of it, while keys go on working.

use std::collections::BTreeMap;

use super::{Effect, Notice, Overlay, open, small};
use crate::app::Question;
use crate::job::{
    Arrivals, Clashes, Job, Operation, Outcome, Sides, SyncFailure, SyncRequest, SyncStep, Synced,
};
use crate::merge::{Clash, ClashKind, Side, Version};
use crate::plan::{ItemId, ReviewerId};

fn clash(id: &str) -> Clash {
    let (item, key) = id.split_once(':').unwrap();
    Clash {
        id: id.to_owned(),
        kind: ClashKind::Field { key: key.to_owned() },
        file: "5-ports.toml".into(),
        also: Vec::new(),
        items: ItemId::parse(item).into_iter().collect(),
        base: Some("2025-12-31".into()),
        ours: Version { said: Some("2026-06-30".into()), ..Version::default() },
        theirs: Version::default(),
    }
}

/// A sync with `origin/main` that waits for a choice.
pub(super) fn clashes(ids: &[&str]) -> Clashes {
    let sides = Sides { operation: Operation::Sync, ours: "main".into(), theirs: "origin/main".into() };
    Clashes { sides, clashes: ids.iter().map(|id| clash(id)).collect() }
}

#[test]
fn a_key_syncs_and_keys_go_on_working() {
    let mut session = open(small());
    let facts = BTreeMap::from([(ReviewerId::parse("yi").unwrap(), 3)]);
    let incoming = Arrivals { facts, ..Arrivals::default() };
    session.sync = Ok(Synced { upstream: "origin/main".into(), incoming, ..Synced::default() });
    session.go("ports/rail");
    session.hold();
    drop(session.effects());
    session.press("S");
    assert_eq!(session.effects(), ["sync"]);
    session.send(crate::app::Message::Done(Outcome::Syncing(SyncStep::Fetching)));
    assert_eq!(session.model.syncing.as_ref().map(|syncing| &syncing.step), Some(&SyncStep::Fetching));
    session.press("a");
    session.answer_all(|_| true);
    assert_eq!(session.model.syncing, None);
    assert!(session.deeds().iter().any(|deed| deed == "approved ports/rail"));
    assert!(
        session.asked.iter().filter(|effect| **effect == Effect::Work(Job::Load)).count() > 1,
        "what others did is read"
    );
}

#[test]
fn the_same_key_cancels() {
    let mut session = open(small());
    session.hold();
    drop(session.effects());
    session.press("S");
    session.press("S");
    assert!(session.model.syncing.as_ref().is_some_and(|syncing| syncing.cancelled));
    assert_eq!(session.effects(), ["sync", "stop"]);
    session.sync = Err(SyncFailure::Cancelled);
    session.let_go();
    assert_eq!(session.model.notice, Some(Notice::NotSynced(SyncFailure::Cancelled)));
    assert!(!session.model.notice.as_ref().is_some_and(Notice::is_alarm), "it was wished");
}

#[test]
fn clashes_are_chosen_one_by_one_and_then_synced_with() {
    let mut session = open(small());
    session.sync = Err(SyncFailure::Clashes(clashes(&["ports/canal:due", "ports/rail:title"])));
    session.press("S");
    assert!(matches!(session.model.overlay, Some(Overlay::Clashes(_))));
    session.press("t");
    session.press("enter");
    assert_eq!(session.model.notice, Some(Notice::ClashesOpen(1)));
    session.press("o");
    session.sync = Ok(Synced::default());
    session.press("enter");
    let choices = [("ports/canal:due", Side::Theirs), ("ports/rail:title", Side::Ours)];
    let choices = BTreeMap::from(choices.map(|(id, side)| (id.to_owned(), side)));
    assert!(session.asked.contains(&Effect::Work(Job::Sync { request: choices.into() })));
    assert!(session.model.overlay.is_none());
}

#[test]
fn a_branch_that_is_gone_is_made_anew_only_where_that_is_wished() {
    for (keys, expected) in [("y", 1), ("n", 0), ("esc", 0)] {
        let mut session = open(small());
        session.sync = Err(SyncFailure::Clashes(clashes(&["ports/canal:due"])));
        session.press("S");
        session.press("o");
        session.sync = Err(SyncFailure::Gone { upstream: "origin/main".into() });
        session.press("enter");
        assert!(matches!(session.model.overlay, Some(Overlay::Question(Question::Recreate { .. }))));
        session.press(keys);
        // What was chosen stays chosen.
        let choices = [("ports/canal:due".to_owned(), Side::Ours)].into();
        let wished = Effect::Work(Job::Sync { request: SyncRequest { choices, recreate: true } });
        assert_eq!(session.asked.iter().filter(|effect| **effect == wished).count(), expected, "{keys}");
    }
    // Where a password is wanted as well, that it is to be made anew is not forgotten.
    let mut session = open(small());
    session.sync = Err(SyncFailure::Gone { upstream: "origin/main".into() });
    session.press("S");
    session.sync =
        Err(SyncFailure::NotAllowed { remote: "origin".into(), detail: "no".into(), unasked: true });
    session.press("y");
    session.press("y");
    let request = SyncRequest { recreate: true, ..SyncRequest::default() };
    assert!(session.asked.contains(&Effect::AtTerminal(Job::Sync { request })));
}

#[test]
fn where_a_password_is_wanted_the_screen_offers_to_be_put_away() {
    let refused = |unasked| SyncFailure::NotAllowed {
        remote: "origin".into(),
        detail: "Permission denied".into(),
        unasked,
    };
    for (unasked, keys, expected) in [(true, "y", 1), (true, "n", 0), (true, "esc", 0), (false, "y", 0)] {
        let mut session = open(small());
        session.sync = Err(refused(unasked));
        session.press("S");
        let asked = matches!(session.model.overlay, Some(Overlay::Question(Question::AtTerminal(_))));
        assert_eq!(asked, unasked);
        session.press(keys);
        let put_away = |effect: &&Effect| matches!(effect, Effect::AtTerminal(Job::Sync { request }) if request.choices.is_empty());
        assert_eq!(session.asked.iter().filter(put_away).count(), expected, "{unasked} {keys}");
        assert!(session.model.overlay.is_none());
        assert_eq!(session.model.syncing.is_some(), expected == 1, "under way until it is answered");
    }
}
