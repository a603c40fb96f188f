//! Who is recording: asked where it is not settled, and never made up.

use super::session::{Opening, Session, marked, reviewer};
use super::{open, small, small_under, unfolded};
use crate::app::{Notice, Overlay, Question};
use crate::job::{Identity, Loaded};
use crate::plan::{Refusal, ReviewerId};
use crate::session::NoteKind;

const LISTED: &str = r#"
    [[reviewer]]
    id = "jia"
    name = "甲"

    [[reviewer]]
    id = "yi"
    name = "乙"
"#;

fn asking(strategy: &str, candidates: &[&str]) -> Session {
    let mut loaded = small_under(strategy);
    loaded.identity = Identity::Ask { candidates: candidates.iter().map(|id| reviewer(id)).collect() };
    unfolded(loaded)
}

fn candidates(session: &Session) -> Vec<String> {
    session.model.reviewer_candidates().iter().map(|id| id.as_str().to_owned()).collect()
}

fn refused(name: &str, refusal: Refusal) -> Notice {
    Notice::RefusedReviewer { name: name.to_owned(), refusal }
}

fn me(session: &Session) -> Option<&str> {
    session.model.identity.known().map(ReviewerId::as_str)
}

#[test]
fn the_first_mark_asks_who_and_enter_records_it() {
    let mut session = asking("", &["jia"]);
    session.press("a");
    assert!(matches!(session.model.overlay, Some(Overlay::Reviewer(_))));
    assert_eq!((candidates(&session), session.written.len()), (vec!["jia".to_owned()], 0));
    session.press("enter");
    assert_eq!(me(&session), Some("jia"));
    assert_eq!(session.deeds(), ["approved ports/network"]);
    assert_eq!(session.written[0].by, reviewer("jia"));
    session.press("j a");
    assert!(session.model.overlay.is_none(), "asked once");
}

#[test]
fn after_the_answer_a_mark_has_its_usual_manners() {
    let mut session = asking("", &["jia"]);
    session.press("a enter");
    assert_eq!(session.at(), "ports/works", "approved: on to the next");
    let mut session = asking("", &["jia"]);
    session.press("r enter");
    assert!(session.model.note_line().is_some_and(|note| note.kind == NoteKind::Reason), "and why?");
    session.press("x enter");
    assert_eq!(session.deeds(), ["revise ports/network", "note ports/network x"]);
    assert_eq!(session.at(), "ports/works");
}

#[test]
fn esc_records_nothing_and_keeps_what_was_typed() {
    let mut session = asking("", &["jia"]);
    session.press("a esc");
    assert_eq!((me(&session), session.written.len(), session.model.recording.unkept()), (None, 0, 0));
    session.press("c");
    session.type_text("口径待核");
    session.press("enter esc");
    assert_eq!((session.written.len(), session.model.recording.unkept()), (0, 0));
    session.press("c");
    assert_eq!(session.typed_text(), "口径待核");
    session.press("enter enter");
    assert_eq!(session.deeds(), ["note ports/network 口径待核"]);
}

#[test]
fn a_new_reviewer_is_whoever_types_a_name_where_nobody_is_listed() {
    for (typed, made) in [("bing", "bing"), ("丙", "丙"), ("  ding ", "ding"), ("ji", "ji")] {
        let mut session = asking("", &[]);
        session.press("a");
        session.type_text(typed);
        session.press("enter");
        assert_eq!(me(&session), Some(made));
        assert_eq!(session.deeds().len(), 1);
    }
    for bad in ["", "a.b", "../x", "a b"] {
        let mut session = asking("", &[]);
        session.press("a");
        session.type_text(bad);
        session.press("enter");
        assert_eq!(me(&session), None, "{bad:?}");
        assert_eq!(session.model.notice, Some(refused(bad, Refusal::Malformed)));
        assert!(session.model.overlay.is_some(), "one may try again");
    }
}

/// `yi` is not `yiwei`, however much the beginnings are alike.
#[test]
fn a_new_name_that_is_part_of_a_known_one_can_be_chosen() {
    let mut session = asking("", &["yiwei"]);
    session.press("a y i");
    assert_eq!(candidates(&session), ["yiwei", "yi"]);
    session.press("down enter");
    assert_eq!(me(&session), Some("yi"));
    let mut session = asking("", &["yiwei"]);
    session.press("a y i enter");
    assert_eq!(me(&session), Some("yiwei"), "the first line is a known one");
}

#[test]
fn those_who_recorded_before_can_be_chosen_where_nobody_is_listed() {
    let mut loaded = small();
    loaded.identity = Identity::Ask { candidates: vec![reviewer("jia")] };
    marked(&mut loaded, "yi", "ports/canal", "approved", None);
    let mut session = unfolded(loaded);
    session.press("a");
    assert_eq!(candidates(&session), ["jia", "yi"]);
    session.press("down enter");
    assert_eq!(me(&session), Some("yi"));
}

#[test]
fn where_reviewers_are_listed_only_they_can_be_chosen() {
    let mut session = asking(LISTED, &["jia", "yi"]);
    session.press("a");
    assert_eq!(candidates(&session), ["jia", "yi"]);
    session.type_text("bing");
    session.press("enter");
    assert_eq!(session.model.notice, Some(refused("bing", Refusal::NotListed)));
    assert_eq!((me(&session), session.written.len()), (None, 0));
    session.press("ctrl-u y enter");
    assert_eq!(me(&session), Some("yi"));
    assert_eq!(session.written[0].by, reviewer("yi"));
}

#[test]
fn a_listed_reviewer_is_found_by_the_name_on_the_screen() {
    let mut session = asking(LISTED, &["jia", "yi"]);
    session.press("@");
    session.type_text("乙");
    assert_eq!(candidates(&session), ["yi"]);
    session.press("ctrl-u Y I enter");
    assert_eq!(me(&session), Some("yi"), "in capitals, too");
}

#[test]
fn who_was_named_and_may_not_review_is_told_at_once() {
    for (identity, notice) in [
        (
            Identity::NotListed { named: "bing".into(), listed: vec![reviewer("jia")] },
            refused("bing", Refusal::NotListed),
        ),
        (Identity::BadName { named: "a b".into() }, refused("a b", Refusal::Malformed)),
        (Identity::Unportable { named: "aux".into() }, refused("aux", Refusal::Unportable)),
    ] {
        let mut session = open(Loaded { identity, ..small_under(LISTED) });
        assert_eq!(session.model.notice, Some(notice));
        session.press("a");
        assert_eq!(candidates(&session), ["jia", "yi"]);
    }
}

#[test]
fn the_reviewer_can_be_changed_and_sees_the_plan_with_other_eyes() {
    let mut loaded = small();
    marked(&mut loaded, "yi", "ports/canal", "approved", None);
    let mut session = unfolded(loaded);
    assert_eq!(session.model.total().reviewed, 0);
    session.press("a @ y i enter");
    assert_eq!(session.model.notice, Some(Notice::NowReviewing(reviewer("yi"))));
    assert_eq!(session.model.total().reviewed, 1);
    session.press("@ esc u");
    assert_eq!(me(&session), Some("yi"), "Esc changes nobody");
    assert!(matches!(session.model.notice, Some(Notice::UndoReaches { .. })), "yi's own, not jia's");
}

#[test]
fn a_reload_does_not_change_who_one_is() {
    let mut session = asking("", &["jia"]);
    session.press("a enter R");
    assert_eq!(me(&session), Some("jia"));
}

/// Git may be slow to say who one is; what waits for the answer is then recorded.
#[test]
fn an_identity_that_is_settled_while_it_is_asked_records_what_waits() {
    let mut session = asking("", &["jia"]);
    session.press("a");
    session.loaded.identity = Identity::Known(reviewer("jia"));
    session.send(crate::app::Message::Changed);
    session.press("esc");
    assert_eq!(session.model.recording.unkept(), 0);
    assert_eq!(session.at(), "ports/works");
    let mut opening = Opening::of(small());
    opening.loaded.identity = Identity::Known(reviewer("jia"));
    assert_eq!(me(&opening.open()), Some("jia"));
}

/// A session in which `jia` has recorded and nobody is listed, at the question who records.
fn asked_beside_jia() -> Session {
    let mut loaded = small();
    loaded.identity = Identity::Ask { candidates: Vec::new() };
    marked(&mut loaded, "jia", "ports/canal", "approved", None);
    let mut session = unfolded(loaded);
    session.press("a");
    session
}

#[test]
fn a_new_name_that_looks_like_a_known_one_is_asked_about() {
    for (typed, answer, expected) in [
        ("ｊｉａ", "y", Some("jia")),
        ("ｊｉａ", "n", Some("ｊｉａ")),
        ("ｊｉａ", "esc", None),
        ("JIA", "y", Some("jia")),
    ] {
        let mut session = asked_beside_jia();
        session.type_text(typed);
        assert_eq!(candidates(&session), ["jia", typed], "the known one is found and comes first");
        session.press("down enter");
        assert!(matches!(session.model.overlay, Some(Overlay::Question(Question::MeantReviewer { .. }))));
        assert_eq!(session.written.len(), 0);
        session.press(answer);
        assert_eq!(
            (me(&session), session.written.len()),
            (expected, usize::from(expected.is_some())),
            "{typed}"
        );
    }
}

#[test]
fn a_new_name_that_some_system_takes_for_a_known_one_or_cannot_store_is_refused() {
    let mut session = asked_beside_jia();
    session.type_text("Jia");
    session.press("down enter n");
    assert_eq!(session.model.notice, Some(refused("Jia", Refusal::Twin(reviewer("jia")))));
    assert!(matches!(session.model.overlay, Some(Overlay::Reviewer(_))), "one may try again");
    session.type_text("aux");
    session.press("enter");
    assert_eq!(session.model.notice, Some(refused("aux", Refusal::Unportable)));
    session.press("ctrl-u");
    session.type_text("yi");
    session.press("enter");
    assert_eq!((me(&session), session.written.len()), (Some("yi"), 1), "what waited is recorded");
}

#[test]
fn a_name_that_was_given_and_looks_like_a_known_one_is_asked_about_at_once() {
    for (answer, expected, notice) in [
        ("y", Some("jia"), Notice::NowReviewing(reviewer("jia"))),
        ("n", None, refused("Jia", Refusal::NotListed)),
    ] {
        let identity = Identity::LooksLike { named: "Jia".into(), known: reviewer("jia") };
        let mut session = open(Loaded { identity, ..small_under(LISTED) });
        assert!(matches!(session.model.overlay, Some(Overlay::Question(Question::MeantReviewer { .. }))));
        session.press(answer);
        assert_eq!((me(&session), session.model.notice.clone()), (expected, Some(notice)));
    }
}

#[test]
fn who_was_chosen_is_remembered_and_offered_first() {
    let mut session = asking(LISTED, &["yi", "jia"]);
    session.press("a");
    assert_eq!(candidates(&session), ["yi", "jia"], "the likeliest first");
    session.effects();
    session.press("enter");
    assert_eq!(me(&session), Some("yi"));
    assert_eq!(session.effects()[..2], ["remember reviewer", "record"]);
}
