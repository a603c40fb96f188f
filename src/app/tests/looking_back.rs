//! The plan of an earlier commit: everything can be looked at, and nothing recorded.

use super::meeting::under_way;
use super::session::{Opening, reviewer};
use super::small;
use crate::app::{Effect, Message, Reason};
use crate::job::{Job, Loaded, Revision};
use crate::review::Lens;

/// Opens the plan of a commit in which the canal was called otherwise.
fn in_the_past() -> super::Session {
    looking_back_at(small())
}

fn looking_back_at(loaded: Loaded) -> super::Session {
    let mut old = loaded.plan.clone();
    let mut session = Opening::of(loaded).start();
    let canal = old.items.iter_mut().find(|item| item.id.as_str() == "ports/canal").unwrap();
    canal.owner.push("港航局".into());
    session.old_plan = Some(old);
    let revision = Revision {
        id: "4e1f00c0ffee".to_owned(),
        author: "甲".into(),
        at: "2026-10-01T09:00:00+08:00".into(),
        subject: "计划".into(),
    };
    session.model.past = Some(revision);
    let effects = session.model.start();
    assert!(matches!(&effects[..], [Effect::Work(Job::LoadAt { .. })]), "{effects:?}");
    let outcome = effects.into_iter().find_map(|effect| match effect {
        Effect::Work(job) => Some(session.perform(job)),
        _ => None,
    });
    session.send(Message::Done(outcome.unwrap()));
    session
}

#[test]
fn a_meeting_that_was_under_way_then_is_not_under_way_now() {
    let mut session = looking_back_at(under_way(""));
    assert!(session.model.meeting().is_some());
    assert!(session.model.meeting_shown().is_none() && !session.model.wants_clock());
    assert_eq!(session.model.notice, None);
    session.effects();
    session.press("q");
    assert_eq!(session.effects(), ["quit"]);
}

#[test]
fn the_signs_are_those_of_whoever_looks() {
    let now = super::open(small()).model.lens();
    assert_eq!(in_the_past().model.lens(), now);
    assert_eq!(now, Lens::Reviewer(reviewer("jia")));
}

#[test]
fn the_plan_is_as_it_was_and_keys_that_record_say_why_they_do_not() {
    let mut session = in_the_past();
    let owners = |session: &super::Session| {
        let mut items = session.model.plan.items.iter();
        items.find(|item| item.id.as_str() == "ports/canal").unwrap().owner.clone()
    };
    let then = owners(&session);
    assert_eq!(then.last().map(crate::text::Foreign::raw), Some("港航局"));
    session.press("/");
    session.type_text("运河");
    session.press("enter");
    for key in ["a", "f2", "c", "u", "w", "S", "@", "B"] {
        session.press(key);
        assert_eq!(session.cannot(), Some(Reason::InThePast), "{key}");
        assert!(session.model.overlay.is_none(), "{key}");
    }
    assert!(
        !session.asked.iter().any(|effect| matches!(effect, Effect::Work(Job::Record { .. } | Job::Commit)))
    );
    // Files that change on the disk do not bring the present in.
    session.send(Message::Changed);
    assert_eq!(owners(&session), then);
    session.press("q");
    assert_eq!(session.asked.last(), Some(&Effect::Quit), "nothing is asked");
}
