//! A clerk at the keyboard records what somebody else says.

use super::session::{Session, marked, reviewer};
use super::{open, small, small_under, unfolded};
use crate::app::{Notice, Reason};
use crate::job::{Identity, Loaded};
use crate::plan::{Localized, Refusal, ReviewerId};
use crate::review::{Deed, Lens, Mark};
use crate::session::NoteKind;

const LISTED: &str = r#"
    [[reviewer]]
    id = "jia"
    name = "甲"
    role = "clerk"

    [[reviewer]]
    id = "yi"
    name = "乙"
    role = "chair"

    [[reviewer]]
    id = "bing"
"#;

/// Jia is the clerk; yi approved the canal in an earlier run.
fn meeting() -> Loaded {
    let mut loaded = small_under(LISTED);
    marked(&mut loaded, "yi", "ports/canal", "approved", None);
    loaded
}

/// The clerk records for yi.
fn for_yi() -> Session {
    let mut session = unfolded(meeting());
    session.press("B y i enter");
    session
}

/// The mark that was recorded last.
fn last_mark(session: &Session) -> &Mark {
    let mut marks = session.written.iter().filter_map(|fact| match &fact.deed {
        Deed::Mark(mark) => Some(mark),
        _ => None,
    });
    marks.next_back().expect("a mark was recorded")
}

fn represented(session: &Session) -> Option<&str> {
    session.model.represented().map(ReviewerId::as_str)
}

fn rewrite(session: &mut Session, slug: &str) {
    let item = session.loaded.plan.items.iter_mut().find(|item| item.id.slug() == slug).unwrap();
    item.title = Localized::new(vec![("zh".into(), "另一个标题".into())]);
    session.press("R");
}

#[test]
fn one_key_asks_for_whom_and_all_marks_are_theirs_until_it_is_pressed_again() {
    let mut session = unfolded(meeting());
    session.press("B");
    let listed: Vec<String> =
        session.model.reviewer_candidates().iter().map(|id| id.as_str().to_owned()).collect();
    assert_eq!(listed, ["jia", "yi", "bing"]);
    session.type_text("乙");
    session.press("enter");
    assert_eq!(represented(&session), Some("yi"));
    assert_eq!(session.model.notice, Some(Notice::RecordingFor(reviewer("yi"))));
    session.press("a p esc");
    assert_eq!(session.holding("ports/network"), ["yi approved"]);
    assert_eq!(session.holding("ports/works"), ["yi deferred"]);
    let mark = last_mark(&session);
    assert_eq!((mark.on_behalf.as_ref(), &session.written[1].by), (Some(&reviewer("yi")), &reviewer("jia")));
    assert_eq!(mark.role, Some("chair".into()), "the role is that of whose word it is");
    session.press("B");
    assert_eq!((represented(&session), &session.model.notice), (None, &Some(Notice::RecordingForOneself)));
    session.go("ports/four");
    session.press("a");
    assert_eq!(
        (session.holding("ports/four"), last_mark(&session).on_behalf.clone()),
        (vec!["jia approved".to_owned()], None)
    );
}

#[test]
fn a_mark_replaces_what_its_reviewer_said_and_nothing_of_the_clerks() {
    let mut session = unfolded(meeting());
    session.go("ports/canal");
    session.press("a");
    session.press("B y i enter");
    session.go("ports/canal");
    session.press("p esc");
    assert_eq!(session.holding("ports/canal"), ["jia approved", "yi deferred"]);
    assert_eq!(last_mark(&session).after, [session.loaded.facts[0].id.clone()]);
}

#[test]
fn esc_ends_it_after_what_else_it_closes() {
    let mut session = for_yi();
    session.press("a V esc");
    assert_eq!(represented(&session), Some("yi"), "the notice goes first");
    session.press("esc");
    assert_eq!((represented(&session), &session.model.notice), (None, &Some(Notice::RecordingForOneself)));
}

#[test]
fn choosing_oneself_or_nobody_represents_nobody() {
    let mut session = unfolded(meeting());
    session.press("B j i a enter");
    assert_eq!((represented(&session), &session.model.notice), (None, &Some(Notice::RecordingForOneself)));
    session.press("B esc");
    assert_eq!((represented(&session), session.model.overlay.is_none()), (None, true));
}

#[test]
fn only_who_is_listed_is_represented() {
    let mut session = unfolded(meeting());
    session.press("B d i n g enter");
    assert_eq!(
        session.model.notice,
        Some(Notice::RefusedReviewer { name: "ding".to_owned(), refusal: Refusal::NotListed })
    );
    assert_eq!(represented(&session), None);
    let mut session = open(small());
    session.press("B");
    assert_eq!((session.cannot(), session.model.overlay.is_none()), (Some(Reason::NobodyListed), true));
}

#[test]
fn the_plan_is_seen_through_their_eyes() {
    let mut session = unfolded(meeting());
    assert_eq!(session.model.total().reviewed, 0);
    session.press("B y i enter");
    assert_eq!((session.model.lens(), session.model.total().reviewed), (Lens::Reviewer(reviewer("yi")), 1));
    assert!(session.model.counts_are_right());
    session.go("ports/works");
    session.press("n");
    assert_eq!(session.at(), "ports/rail", "yi has looked at the canal");
    session.press("f");
    session.type_text("by:me");
    session.press("enter");
    assert_eq!(session.model.outline.filter.as_ref().map(|filter| filter.found), Some(1));
}

#[test]
fn the_reason_belongs_to_the_mark_that_was_recorded_for_them() {
    let mut session = for_yi();
    session.press("r");
    assert!(session.model.note_line().is_some_and(|note| note.kind == NoteKind::Reason));
    session.type_text("口径待核");
    session.press("enter");
    assert_eq!(session.deeds(), ["revise ports/network", "note ports/network 口径待核"]);
    let Deed::Note(note) = &session.written[1].deed else { panic!("a note") };
    assert_eq!(session.written[1].voice(), &reviewer("yi"), "what the mark is, its reason is too");
    assert_eq!((note.re.as_ref(), &session.written[1].by), (Some(&session.written[0].id), &reviewer("jia")));
}

#[test]
fn undo_takes_back_what_the_clerk_recorded() {
    let mut session = for_yi();
    session.press("a u");
    assert_eq!((session.holding("ports/network"), session.written.len()), (vec![], 2));
    session.press("U");
    assert_eq!(session.holding("ports/network"), ["yi approved"]);
}

#[test]
fn what_changed_since_they_marked_it_is_marked_again_for_them() {
    let mut session = for_yi();
    session.go("ports/canal");
    session.press("y");
    assert_eq!(session.cannot(), Some(Reason::WordingAsMarked));
    rewrite(&mut session, "canal");
    assert!(session.stale("ports/canal"));
    session.go("ports/canal");
    session.press("y");
    assert_eq!(
        (session.holding("ports/canal"), session.stale("ports/canal")),
        (vec!["yi approved".to_owned()], false)
    );
    assert_eq!(last_mark(&session).on_behalf, Some(reviewer("yi")));
    session.go("ports/canal");
    session.press("y");
    assert_eq!(session.cannot(), Some(Reason::WordingAsMarked), "only yi can confirm it");
}

#[test]
fn withdrawing_takes_back_only_what_the_clerk_recorded() {
    let mut session = for_yi();
    session.go("ports/canal");
    session.press("v");
    assert_eq!((session.cannot(), session.written.len()), (Some(Reason::NotRecordedByMe), 0));
    session.press("p esc");
    session.go("ports/canal");
    session.press("v");
    assert_eq!(session.holding("ports/canal"), ["yi approved"], "what yi said herself holds again");
    session.go("ports/works");
    session.press("v");
    assert_eq!(session.cannot(), Some(Reason::NotMarkedByMe));
}

#[test]
fn several_that_are_selected_are_marked_for_them() {
    let mut session = for_yi();
    session.press("/ k i n d : p r o j e c t tab tab esc r y esc");
    assert_eq!(session.deeds(), ["revise ports/canal", "revise ports/rail"]);
    assert!(session.written.iter().all(|fact| fact.voice() == &reviewer("yi")));
}

#[test]
fn whoever_sits_down_at_the_keyboard_records_for_themselves() {
    let mut session = for_yi();
    session.press("@ b i n g enter");
    assert_eq!(represented(&session), None);
    session.press("a");
    assert_eq!(session.holding("ports/network"), ["bing approved"]);
}

#[test]
fn the_clerk_may_say_afterwards_who_they_are() {
    let asking = || {
        let identity = Identity::Ask { candidates: vec![reviewer("jia"), reviewer("yi")] };
        unfolded(Loaded { identity, ..meeting() })
    };
    let mut session = asking();
    session.press("B y i enter a j i a enter");
    assert_eq!(
        (represented(&session), session.holding("ports/network")),
        (Some("yi"), vec!["yi approved".to_owned()])
    );
    assert_eq!(session.written[0].by, reviewer("jia"));
    let mut session = asking();
    session.press("B y i enter a y i enter");
    assert_eq!((represented(&session), last_mark(&session).on_behalf.clone()), (None, None), "it was yi");
    let mut session = asking();
    session.press("B esc");
    assert!(session.model.notice.is_none(), "nothing waited to be recorded");
}

#[test]
fn whom_the_strategy_no_longer_lists_is_represented_no_longer() {
    let mut session = for_yi();
    session.loaded.plan.strategy.reviewers.retain(|listed| listed.id != reviewer("yi"));
    session.press("R");
    assert_eq!((represented(&session), &session.model.notice), (None, &Some(Notice::RecordingForOneself)));
}

#[test]
fn what_was_asked_for_before_it_ended_is_theirs() {
    let mut session = for_yi();
    session.hold();
    session.press("a B a");
    session.let_go();
    assert_eq!(session.holding("ports/network"), ["yi approved"]);
    assert!(session.holding("ports/works").is_empty() || session.holding("ports/works") == ["jia approved"]);
    assert_eq!(session.written[1].voice(), &reviewer("jia"));
}
