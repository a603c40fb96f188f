//! Changes of wording only: declared, confirmed and refused with one key each.

use super::session::{Session, add, marked, reviewer};
use super::{small_under, unfolded};
use crate::app::{Notice, Question, Reason};
use crate::job::Loaded;
use crate::plan::{Item, ItemId, Localized};
use crate::review::drafting::{self, CannotCarry};
use crate::review::{Beyond, Deed, Review};

const CANAL: &str = "ports/canal";

fn canal(loaded: &mut Loaded) -> &mut Item {
    loaded.plan.items.iter_mut().find(|item| item.id.as_str() == CANAL).unwrap()
}

fn title(zh: &str) -> Localized {
    Localized::new(vec![("zh".into(), zh.into())])
}

/// The canal, which jia and yi marked, and which then got another title.
fn retitled(strategy: &str, zh: &str) -> Loaded {
    let mut loaded = small_under(strategy);
    canal(&mut loaded).title = title("浙赣运河");
    marked(&mut loaded, "jia", CANAL, "approved", None);
    marked(&mut loaded, "yi", CANAL, "approved", None);
    canal(&mut loaded).title = title(zh);
    loaded
}

fn opened(loaded: Loaded) -> Session {
    let mut session = unfolded(loaded);
    session.go(CANAL);
    session
}

/// What bing declared of it.
fn declared(strategy: &str) -> Session {
    let mut loaded = retitled(strategy, "浙赣大运河");
    let bing = reviewer("bing");
    let review = Review::of(&loaded.plan, loaded.facts.iter().cloned());
    let index = loaded.plan.position(&ItemId::parse(CANAL).unwrap()).unwrap();
    let mut drafted = drafting::carry(&loaded.plan, &review, Some(&bing), index, None, None).unwrap();
    add(&mut loaded, &bing, drafted.deeds.remove(0));
    opened(loaded)
}

const CHAIR: &str = "[verdict]\nrequired = [\"chair\"]\n[[reviewer]]\nid = \"jia\"\nrole = \"chair\"\n\
                     [[reviewer]]\nid = \"yi\"\n[[reviewer]]\nid = \"bing\"\n";

#[test]
fn where_only_words_changed_one_key_and_an_answer_let_all_marks_hold_on() {
    let mut session = opened(retitled("", "浙赣大运河"));
    assert!(session.stale(CANAL));
    session.press("t");
    let Some(Question::Carry { marks, roles, .. }) = session.question() else { panic!("it asks first") };
    assert_eq!((marks, roles.len()), (2, 0));
    session.press("n");
    assert_eq!(session.deeds(), [""; 0]);
    session.press("t y");
    assert_eq!((session.deeds(), session.stale(CANAL)), (vec![format!("carry {CANAL}")], false));
    session.press("t");
    assert_eq!(session.cannot(), Some(Reason::NothingToCarry));
    session.press("u");
    assert!(session.stale(CANAL), "undone, the marks are on an older wording again");
    session.press("U");
    assert!(!session.stale(CANAL));
}

#[test]
fn what_changed_besides_words_is_named_and_nothing_is_declared() {
    let mut figure = opened(retitled("", "浙赣运河 2"));
    figure.press("t");
    let two = Beyond::Figure { old: String::new(), new: "2".to_owned() };
    assert_eq!(figure.model.notice, Some(Notice::CannotCarry(CannotCarry::Beyond(two))));
    let mut loaded = retitled("", "浙赣大运河");
    canal(&mut loaded).owner = vec!["市水利局".into()];
    let mut owner = opened(loaded);
    owner.press("t");
    let beyond = CannotCarry::Beyond(Beyond::Field("owner".to_owned()));
    assert_eq!(owner.model.notice, Some(Notice::CannotCarry(beyond)));
    assert_eq!((figure.deeds(), owner.deeds()), (vec![], vec![]));
}

/// What is asked about is what was on the screen.
#[test]
fn what_changes_between_the_question_and_the_answer_is_not_declared() {
    let mut session = opened(retitled("", "浙赣大运河"));
    session.press("t");
    let question = session.model.overlay.take();
    canal(&mut session.loaded).title = title("浙赣大运河工程");
    session.press("R");
    session.model.overlay = question;
    session.press("y");
    assert_eq!((session.deeds(), session.cannot()), (vec![], Some(Reason::ChangedMeanwhile)));
}

#[test]
fn a_required_role_confirms_it_with_one_key() {
    let mut session = declared(CHAIR);
    assert!(session.stale(CANAL), "it waits for the chair");
    session.press("y");
    assert!(matches!(session.written[0].deed, Deed::Confirm(_)));
    assert!(!session.stale(CANAL));
    session.go(CANAL);
    session.press("u");
    assert!(session.stale(CANAL));
}

#[test]
fn a_required_role_refuses_it_with_one_key() {
    let mut session = declared(CHAIR);
    session.press("v");
    assert!(matches!(session.written[0].deed, Deed::Refuse(_)));
    assert!(matches!(session.model.notice, Some(Notice::Recorded(_))), "nothing was taken back");
    assert_eq!(session.holding(CANAL).len(), 2, "one's mark is still there");
    session.press("y");
    assert!(matches!(session.written[1].deed, Deed::Mark(_)), "now one says the same of the new wording");
}

#[test]
fn who_declares_it_in_the_required_role_need_not_confirm_it() {
    let mut session = opened(retitled(CHAIR, "浙赣大运河"));
    session.press("t y");
    assert!(!session.stale(CANAL));
}

#[test]
fn who_approved_refuses_it_for_ones_own_mark_and_then_withdraws_that() {
    let mut session = declared("");
    assert!(!session.stale(CANAL));
    session.press("v");
    assert!(matches!(session.written[0].deed, Deed::Refuse(_)));
    let stale = |session: &Session, by: &str| {
        let index = session.model.plan.position(&ItemId::parse(CANAL).unwrap()).unwrap();
        session.model.review.standing(index).of(&reviewer(by)).any(|mark| mark.stale)
    };
    assert!(stale(&session, "jia") && !stale(&session, "yi"));
    session.press("v");
    assert_eq!(session.holding(CANAL).len(), 1, "the second time it is withdrawn");
}

#[test]
fn a_mark_that_was_carried_can_be_made_anew() {
    let mut session = declared("");
    session.press("y");
    let Deed::Mark(mark) = &session.written[0].deed else { panic!("a mark") };
    assert_eq!(mark.status.as_str(), "approved");
    session.go(CANAL);
    session.press("y");
    assert_eq!(session.cannot(), Some(Reason::WordingAsMarked));
}
