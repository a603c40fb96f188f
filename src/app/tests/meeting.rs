//! A meeting from the screen: what it begins with, what is recorded at which key, and where it goes on after a crash.

use super::session::{Opening, Session, add, marked, plan_of, reviewer};
use super::{effect, open, small, small_under, unfolded};
use crate::app::{AgendaSource, Effect, Message, Notice, Overlay, Question, Reason, Row, Screen, Size};
use crate::command::Command;
use crate::job::{Job, Loaded};
use crate::plan::{ItemId, ReviewerId};
use crate::review::{Agenda, Begin, Deed, FactId, MeetingState, Step, Votes};
use crate::source::{self, SourceText};
use crate::text::Foreign;

/// Three items that somebody objects to.
fn objected() -> Loaded {
    let mut loaded = small();
    for (item, status) in [("ports/canal", "revise"), ("ports/rail", "discuss"), ("eco/water", "rejected")] {
        marked(&mut loaded, "yi", item, status, None);
    }
    loaded
}

/// A meeting about these three, with the first on the table.
fn meeting() -> Session {
    let mut session = unfolded(objected());
    session.press("3 enter 会 enter enter 5 enter");
    session
}

fn agenda(session: &Session) -> Vec<String> {
    let meeting = session.model.meeting().expect("a meeting is under way");
    meeting.agenda.iter().map(ToString::to_string).collect()
}

fn table(session: &Session) -> Option<String> {
    session.model.meeting()?.on_the_table().map(ToString::to_string)
}

/// What was recorded from the `from`th on.
fn since(session: &Session, from: usize) -> Vec<String> {
    session.deeds()[from..].to_vec()
}

#[test]
fn a_meeting_begins_with_what_is_objected_to_and_the_first_item_is_on_the_table() {
    let session = meeting();
    assert_eq!(session.deeds(), ["begin 3", "item ports/canal"]);
    assert_eq!(agenda(&session), ["ports/canal", "ports/rail", "eco/water"]);
    let Deed::Meeting(Step::Begin(begin)) = &session.written[0].deed else { panic!("a meeting begins") };
    assert_eq!(begin.title.as_ref().map(Foreign::raw), Some("会"));
    assert_eq!(begin.agenda.minutes.len(), 3);
    assert!(begin.query.as_ref().unwrap().raw().starts_with("stale:yes,contradicting | status:revise | "));
}

#[test]
fn those_in_office_are_present_unless_somebody_says_otherwise() {
    let strategy = "[[reviewer]]\nid = \"jia\"\nname = \"甲\"\n[[reviewer]]\nid = \"yi\"\nname = \"乙\"\n";
    let mut session = open(small_under(strategy));
    session.press("3 j enter enter");
    assert_eq!(session.typed_text(), "甲、乙");
    session.press("backspace backspace enter enter");
    let meeting = session.model.meeting().unwrap();
    assert_eq!(meeting.present.iter().map(|name| name.raw()).collect::<Vec<_>>(), ["甲"]);
    session.press("P end");
    session.type_text("，丙");
    session.press("enter");
    let meeting = session.model.meeting().unwrap();
    assert_eq!(meeting.present.iter().map(|name| name.raw()).collect::<Vec<_>>(), ["甲", "丙"]);
}

#[test]
fn an_agenda_is_made_of_an_area_a_saved_query_or_a_typed_one() {
    let mut session = open(small_under("[query]\nprojects = \"kind:project\"\n"));
    session.press("3 j j");
    assert_eq!(session.model.agenda_source(), Some(AgendaSource::Saved(0)));
    assert_eq!(session.model.agenda_found().len(), 2);
    session.press("end");
    assert_eq!(session.model.agenda_source(), Some(AgendaSource::Typed));
    session.press("enter");
    session.type_text("area:eco");
    assert_eq!(session.model.agenda_found().len(), 2, "what it finds is seen while it is typed");
    session.press("enter enter enter enter");
    assert_eq!(agenda(&session), ["eco/air", "eco/water"]);
}

#[test]
fn what_a_meeting_settled_is_not_on_the_next_agenda_and_what_it_left_open_is() {
    let mut session = meeting();
    session.press("a n x esc n d esc Z y esc");
    // The first line offers what changed since.
    session.press("j");
    assert_eq!(session.model.agenda_source(), Some(AgendaSource::Concerns));
    let found = session.model.agenda_found().into_iter();
    let found: Vec<String> = found.map(|index| session.model.plan.items[index].id.to_string()).collect();
    assert_eq!(found, ["eco/water"], "canal is approved, rail rejected, and water still to be discussed");
}

#[test]
fn nothing_to_discuss_begins_no_meeting_and_says_so() {
    let mut session = open(small());
    session.press("3 enter");
    assert_eq!(session.cannot(), Some(Reason::NothingToDiscuss));
    assert!(session.model.overlay.is_none() && session.written.is_empty());
    session.press("a");
    assert_eq!(session.cannot(), Some(Reason::NoMeeting), "a status decides nothing without a meeting");
    session.press("n");
    assert_eq!(session.cannot(), Some(Reason::NoMeeting));
    session.press("m");
    assert_eq!(session.cannot(), Some(Reason::NoMinutes));
}

#[test]
fn a_status_is_what_the_meeting_decided_at_once() {
    let mut session = meeting();
    session.press("a");
    assert_eq!(since(&session, 2), ["outcome approved ports/canal"]);
    let index = session.model.plan.position(&ItemId::parse("ports/canal").unwrap()).unwrap();
    assert_eq!(session.model.review.standing(index).verdict.name(), "approved");
    assert_eq!(table(&session).as_deref(), Some("ports/canal"), "there may be more to say of it");
    session.press("u");
    assert_eq!(session.model.review.standing(index).verdict.name(), "revise", "undone, the marks decide");
}

#[test]
fn votes_words_and_actions_are_recorded_as_they_are_said() {
    let mut session = meeting();
    session.press("v");
    assert_eq!(session.cannot(), Some(Reason::NoOutcome));
    session.press("a v");
    session.type_text("4：1");
    session.press("enter t");
    session.type_text("原则同意");
    session.press("enter i");
    session.type_text("核对口径");
    session.press("enter");
    assert_eq!(session.typed_text(), "市交通局", "who answers for the item is offered");
    session.press("enter");
    session.type_text("2026-12-31");
    session.press("enter");
    let meeting = session.model.meeting().unwrap();
    let [(_, outcome)] = meeting.outcomes[..] else { panic!("one outcome is in force") };
    assert_eq!(outcome.votes, Some(Votes { yes: 4, no: 1, abstain: 0 }));
    assert_eq!(outcome.text.as_ref().map(Foreign::raw), Some("原则同意"));
    let [(_, action)] = meeting.actions[..] else { panic!("one action is in force") };
    assert_eq!((action.text.raw(), action.owner[0].raw()), ("核对口径", "市交通局"));
    assert_eq!(action.due, Some(jiff::civil::date(2026, 12, 31)));
    let votes = |session: &Session| session.model.meeting().unwrap().outcomes[0].1.votes;
    session.press("a");
    assert!(votes(&session).is_some(), "the same again keeps what was said");
    session.press("p esc");
    assert_eq!(votes(&session), None, "that vote was on something else");
    session.press("u");
    // The votes are there to be corrected.
    session.press("v");
    assert_eq!(session.typed_text(), "4:1");
}

#[test]
fn votes_and_words_stay_on_the_wording_that_was_decided_on() {
    let mut session = meeting();
    session.press("a");
    let seen = |session: &Session| session.model.meeting().unwrap().outcomes[0].1.pin.seen.clone();
    let decided = seen(&session);
    let canal = |item: &&mut crate::plan::Item| item.id.slug() == "canal";
    session.loaded.plan.items.iter_mut().find(canal).unwrap().owner = vec!["市水利局".into()];
    session.press("R v");
    session.type_text("4:1");
    session.press("enter t");
    session.type_text("同意");
    session.press("enter");
    assert_eq!(seen(&session), decided, "nobody decided on what the item says now");
    session.press("a");
    assert_ne!(seen(&session), decided, "now they did");
}

#[test]
fn what_cannot_be_read_is_said_and_stays_to_be_corrected() {
    let mut session = meeting();
    session.press("a v");
    session.type_text("全票");
    session.press("enter");
    assert_eq!(session.model.notice, Some(Notice::NotVotes("全票".into())));
    assert_eq!(session.typed_text(), "全票");
    session.press("esc i");
    session.type_text("x");
    session.press("enter enter");
    session.type_text("年底");
    session.press("enter");
    assert_eq!(session.model.notice, Some(Notice::NotADay("年底".into())));
    let before = session.written.len();
    session.press("ctrl-u enter");
    assert_eq!(session.written.len(), before + 1, "without a day");
}

#[test]
fn a_line_that_was_left_comes_back_with_its_words() {
    let mut session = meeting();
    session.press("r");
    session.type_text("口径统一后");
    session.press("esc");
    assert_eq!(since(&session, 2), ["outcome revise ports/canal"], "the outcome is recorded all the same");
    session.press("t");
    assert_eq!(session.typed_text(), "口径统一后");
}

#[test]
fn a_corrected_outcome_keeps_its_words_and_offers_its_votes() {
    let mut session = meeting();
    session.press("a v");
    session.type_text("4:1");
    session.press("enter t");
    session.type_text("原则同意");
    session.press("enter d");
    assert_eq!(session.typed_text(), "原则同意", "the words are there to be kept");
    session.press("enter");
    let outcome = |session: &Session| session.model.meeting().unwrap().outcomes[0].1.clone();
    let text = |session: &Session| outcome(session).text.map(|text| text.raw().to_owned());
    assert_eq!((outcome(&session).votes, text(&session)), (None, Some("原则同意".to_owned())));
    session.press("v");
    assert_eq!(session.typed_text(), "4:1", "the old votes are offered");
    session.press("enter");
    assert_eq!(outcome(&session).votes, Some(Votes { yes: 4, no: 1, abstain: 0 }));
    let before = session.written.len();
    session.press("v enter t enter P enter");
    assert_eq!(session.written.len(), before, "what holds already is not recorded once more");
}

#[test]
fn the_next_item_is_one_without_an_outcome() {
    let mut session = meeting();
    session.press("a n");
    assert_eq!(table(&session).as_deref(), Some("ports/rail"));
    session.press("b");
    session.type_text("等省里意见");
    session.press("enter n a");
    assert_eq!(table(&session).as_deref(), Some("eco/water"));
    session.press("n");
    assert_eq!(session.model.notice, Some(Notice::AgendaDone));
    // What was parked is come back to.
    session.press("N");
    assert_eq!(table(&session).as_deref(), Some("ports/rail"));
    session.press("a n");
    assert_eq!(session.model.notice, Some(Notice::AgendaDone));
    let meeting = session.model.meeting().unwrap();
    assert_eq!((meeting.outcomes.len(), meeting.parks.len()), (3, 1));
}

#[test]
fn after_the_last_item_comes_the_first_that_is_open() {
    let mut session = meeting();
    session.press("G enter a n");
    assert_eq!(table(&session).as_deref(), Some("ports/canal"));
    session.press("G n");
    assert_eq!(table(&session).as_deref(), Some("ports/canal"), "from wherever one looks");
}

#[test]
fn looking_ahead_records_nothing_until_an_item_is_put_on_the_table() {
    let mut session = meeting();
    session.press("j j");
    assert_eq!((session.written.len(), table(&session).as_deref()), (2, Some("ports/canal")));
    session.press("enter enter");
    assert_eq!(since(&session, 2), ["item eco/water"], "once");
    session.press("k a");
    assert_eq!(since(&session, 3), ["item ports/rail", "outcome approved ports/rail"]);
}

#[test]
fn the_agenda_is_reordered_and_what_comes_up_is_added() {
    let mut session = meeting();
    session.press("]");
    assert_eq!(agenda(&session), ["ports/rail", "ports/canal", "eco/water"]);
    assert_eq!(session.model.room.picker.chosen, 1, "the choice moves along");
    session.press("[ [");
    assert_eq!(agenda(&session), ["ports/canal", "ports/rail", "eco/water"], "the ends stop it");
    session.press("esc");
    session.go("eco/air");
    session.press("M");
    assert_eq!(session.model.screen, Screen::Meeting);
    assert_eq!(agenda(&session), ["ports/canal", "eco/air", "ports/rail", "eco/water"]);
    assert_eq!(table(&session).as_deref(), Some("eco/air"));
    let before = session.written.len();
    session.press("esc M");
    assert_eq!((agenda(&session).len(), session.written.len()), (4, before), "it is there already");
}

#[test]
fn two_quick_moves_move_the_same_item_and_the_choice_stays_with_it() {
    let mut session = meeting();
    session.press("j j");
    session.hold();
    session.press("[ [");
    session.let_go();
    assert_eq!(agenda(&session), ["eco/water", "ports/canal", "ports/rail"]);
    assert_eq!(session.model.room.picker.chosen, 0);
    assert_eq!(table(&session).as_deref(), Some("ports/canal"), "what is on the table stays there");
    session.press("[");
    assert_eq!(session.cannot(), Some(Reason::EndOfAgenda));
}

#[test]
fn what_others_do_to_the_agenda_does_not_move_the_choice_to_another_item() {
    let mut session = meeting();
    session.press("j");
    let meeting = session.model.meeting().unwrap();
    let items = meeting.agenda.iter().rev().map(|&id| id.clone()).collect();
    let reversed = crate::review::drafting::agenda(&meeting, items, std::collections::BTreeMap::new());
    add(&mut session.loaded, &reviewer("yi"), reversed);
    session.press("R");
    assert_eq!(agenda(&session), ["eco/water", "ports/rail", "ports/canal"]);
    session.press("a");
    assert_eq!(since(&session, 2), ["item ports/rail", "outcome approved ports/rail"]);
    session.press("home R a");
    assert_eq!(since(&session, 4), ["item eco/water", "outcome approved eco/water"]);
}

#[test]
fn a_quick_next_is_not_pulled_back_by_the_one_before() {
    let mut session = meeting();
    session.hold();
    session.press("n n");
    session.let_go();
    assert_eq!(session.model.room.picker.chosen, 2);
    assert_eq!(table(&session).as_deref(), Some("eco/water"));
}

#[test]
fn another_meeting_does_not_take_the_place_of_the_one_that_is_held() {
    let mut session = meeting();
    let own = session.model.meeting().unwrap().id().clone();
    let begin = Begin { agenda: Agenda::default(), ..Begin::default() };
    // Its name sorts after ours.
    let deed = Deed::Meeting(Step::Begin(begin));
    add(&mut session.loaded, &reviewer("yi"), deed);
    let other = session.loaded.facts.last_mut().unwrap();
    other.id = FactId::parse("09-000000").unwrap();
    session.press("R");
    assert_eq!(session.model.review.meeting_under_way().unwrap().id().as_str(), "09-000000");
    session.press("a");
    let Deed::Outcome(outcome) = &session.written.last().unwrap().deed else { panic!("an outcome") };
    assert_eq!(outcome.meeting, own);
}

#[test]
fn a_decision_in_a_pause_does_not_end_the_pause() {
    let mut session = meeting();
    session.press("z a y");
    assert_eq!(session.model.meeting().unwrap().state(), MeetingState::Paused);
    assert_eq!(session.deeds().last().map(String::as_str), Some("outcome approved ports/canal"));
}

#[test]
fn what_is_decided_is_not_parked() {
    let mut session = meeting();
    session.press("a b");
    assert_eq!(session.cannot(), Some(Reason::DecidedAlready));
}

#[test]
fn what_was_answered_before_esc_is_there_again() {
    let mut session = meeting();
    session.press("i");
    session.type_text("请市交通局核对");
    session.press("enter enter esc i");
    assert_eq!(session.typed_text(), "请市交通局核对");
    let mut session = open(objected());
    session.press("3 G enter");
    session.type_text("kind:project");
    session.press("enter");
    session.type_text("专题会");
    assert_eq!(session.model.agenda_found().len(), 2, "it is seen what the meeting will be about");
    session.press("enter esc enter");
    assert_eq!(session.typed_text(), "kind:project");
    session.press("enter");
    assert_eq!(session.typed_text(), "专题会");
}

#[test]
fn a_clerk_records_what_one_of_them_says_while_recording_for_them() {
    let strategy = "[[reviewer]]\nid = \"jia\"\n[[reviewer]]\nid = \"yi\"\n";
    let mut session = open(small_under(strategy));
    session.press("3 j enter enter enter enter B");
    session.type_text("yi");
    session.press("enter a");
    let Some(Deed::Mark(mark)) = session.written.last().map(|fact| &fact.deed) else { panic!("a mark") };
    assert_eq!(mark.on_behalf, Some(reviewer("yi")));
    assert_eq!(mark.meeting.as_ref(), Some(&session.written[0].id), "it says in which meeting");
    session.press("B a");
    assert!(matches!(&session.written.last().unwrap().deed, Deed::Outcome(_)));
}

#[test]
fn a_note_says_in_which_meeting_it_was_written() {
    let mut session = meeting();
    session.press("c");
    session.type_text("与江西段的衔接由谁牵头");
    session.press("enter");
    let Some(Deed::Note(note)) = session.written.last().map(|fact| &fact.deed) else { panic!("a note") };
    assert_eq!(note.meeting.as_ref(), Some(&session.written[0].id));
    assert_eq!(note.item.as_str(), "ports/canal");
    session.press("1 c x enter");
    let Some(Deed::Note(note)) = session.written.last().map(|fact| &fact.deed) else { panic!("a note") };
    assert_eq!(note.meeting, None, "beside the meeting");
}

#[test]
fn a_crash_goes_on_at_the_same_item() {
    let mut session = meeting();
    session.press("n a");
    let mut loaded = objected();
    loaded.facts.extend(session.written);
    let mut again = open(loaded);
    again.press("3");
    assert_eq!(again.model.room.picker.chosen, 1);
    assert_eq!(table(&again).as_deref(), Some("ports/rail"));
    again.press("n");
    assert_eq!(again.deeds(), ["item eco/water"]);
}

#[test]
fn an_end_is_asked_for_and_commits() {
    let mut session = meeting();
    session.press("a Z");
    assert_eq!(session.question(), Some(Question::EndMeeting { open: 2 }));
    session.press("n");
    assert!(session.model.meeting().is_some());
    session.effects();
    session.press("Z y");
    assert!(session.model.meeting().is_none());
    assert!(session.effects().contains(&"commit"));
    assert!(matches!(session.model.overlay, Some(Overlay::Page(_))), "what it came to is there to be read");
    session.press("esc");
    // The next one begins with what changed since.
    assert!(matches!(session.model.agenda_source(), Some(AgendaSource::SinceLastMeeting { .. })));
}

/// The plan with a meeting that began at 14:00:10 and put its first item on the table at 14:00:40.
pub(super) fn under_way(strategy: &str) -> Loaded {
    let mut loaded = small_under(strategy);
    let steps = "01A = { meeting = \"begin\", agenda = [\"ports/canal\"], planned = 30, at = 2026-11-23T14:00:10+08:00 }\n\
                 01B = { meeting = \"item\", in = \"01A\", item = \"ports/canal\", at = 2026-11-23T14:00:40+08:00 }\n";
    let file = SourceText::new("jia.toml".into(), steps);
    loaded.facts = source::review_file(&file, &ReviewerId::parse("jia").unwrap()).facts;
    assert_eq!(loaded.facts.len(), 2);
    loaded
}

#[test]
fn a_start_offers_to_go_on_and_takes_no_key_for_it() {
    let mut session = unfolded(under_way(""));
    assert_eq!(open(under_way("")).model.notice, Some(Notice::MeetingOpen));
    session.press("g g j");
    assert_eq!((session.at().as_str(), &session.model.overlay.is_none()), ("ports/network", &true));
    // Typed before the plan was there.
    let mut session = Opening::of(under_way("")).start();
    session.press("j");
    session.let_go();
    assert_eq!(session.model.notice, Some(Notice::MeetingOpen));
    let mut session = open(small());
    assert_eq!(session.model.notice, None);
    session.press("3");
    assert!(!session.model.wants_clock());
}

#[test]
fn every_screen_is_told_the_time_of_a_running_meeting_once_a_minute() {
    let now = || "2026-11-23T06:10:50Z".parse().unwrap();
    for screen in ["1", "2", "3", "4", "5", "6", "?"] {
        let mut session = open(under_way(""));
        session.press(screen);
        assert!(session.model.wants_clock(), "{screen}");
        session.send(Message::Clock(now()));
        assert_eq!(session.model.next_minute(), Some(20), "{screen}");
        // The minute of the item ends 30 seconds before that of the meeting, and only its own screen shows it.
        session.send(Message::Clock("2026-11-23T06:11:20Z".parse().unwrap()));
        assert_eq!(session.model.next_minute(), Some(if screen == "3" { 20 } else { 50 }), "{screen}");
        session.press("esc 3 z 1");
        assert!(!session.model.wants_clock(), "a pause needs no clock");
        assert_eq!(session.model.next_minute(), None);
    }
}

/// What is asked for at the end of a meeting under `strategy`.
fn end_under(strategy: &str) -> Vec<&'static str> {
    let mut session = open(small_under(strategy));
    session.press("3 j enter enter enter enter a");
    session.effects();
    session.press("Z y");
    let asked = session.effects();
    asked.into_iter().filter(|asked| matches!(*asked, "commit" | "publish")).collect()
}

#[test]
fn outcomes_are_published_after_the_commit_where_the_strategy_wants_that() {
    assert_eq!(end_under(""), ["commit"]);
    assert_eq!(end_under("publish = \"ask\""), ["commit"]);
    assert_eq!(end_under("publish = \"meeting\""), ["commit", "publish"]);
    assert_eq!(end_under("publish = \"meeting\"\ncommit = \"never\""), ["publish"]);
}

#[test]
fn a_pause_stops_the_clock() {
    let mut session = meeting();
    assert!(session.model.wants_clock());
    session.press("z");
    assert_eq!(session.model.meeting().unwrap().state(), MeetingState::Paused);
    assert!(!session.model.wants_clock());
    session.press("z");
    assert!(session.model.wants_clock());
    let now = "2026-11-23T02:30:00Z".parse().unwrap();
    session.asked.clear();
    session.send(Message::Clock(now));
    assert!(session.asked.iter().all(|asked| effect(asked) == "continue"), "telling the time does nothing");
    assert_eq!(session.model.now(), Some(now));
    let clock = |session: &mut Session, at: &str| {
        session.send(Message::Clock(at.parse().unwrap()));
        session.model.next_minute()
    };
    let began = session.written[0].at.as_ref().and_then(crate::review::Moment::timestamp).unwrap();
    let paused = session.written[2].at.as_ref().and_then(crate::review::Moment::timestamp).unwrap();
    let resumed = session.written[3].at.as_ref().and_then(crate::review::Moment::timestamp).unwrap();
    let ran = paused.as_second() - began.as_second();
    assert_eq!(ran % 60, 0, "the session writes whole minutes");
    let at = |seconds: i64| jiff::Timestamp::from_second(resumed.as_second() + seconds).unwrap().to_string();
    assert_eq!(clock(&mut session, &at(20)), Some(40));
    assert_eq!(clock(&mut session, &at(59)), Some(1));
    assert_eq!(clock(&mut session, &at(60)), Some(60));
}

#[test]
fn who_began_a_meeting_takes_it_back_as_a_whole() {
    let mut session = meeting();
    session.press("a :");
    session.type_text("meeting-undo");
    session.press("enter");
    assert_eq!(session.question(), Some(Question::TakeMeetingBack));
    session.press("y");
    assert!(session.model.meeting().is_none());
    assert_eq!(session.model.notice, Some(Notice::MeetingTakenBack));
    let index = session.model.plan.position(&ItemId::parse("ports/canal").unwrap()).unwrap();
    assert_eq!(session.model.review.standing(index).verdict.name(), "revise");
    assert_eq!(session.written.len(), 4, "it adds a fact and deletes none");
}

#[test]
fn a_meeting_of_somebody_else_is_joined_and_not_taken_back() {
    let mut loaded = objected();
    let items = vec![ItemId::parse("ports/canal").unwrap(), ItemId::parse("ports/gone").unwrap()];
    let begin = Begin { agenda: Agenda { items, ..Agenda::default() }, ..Begin::default() };
    let id = add(&mut loaded, &reviewer("yi"), Deed::Meeting(Step::Begin(begin)));
    let mut session = open(loaded);
    session.press("3 a");
    let of = |fact: &crate::review::Fact| fact.deed.meeting().cloned();
    assert_eq!(session.written.iter().filter_map(of).collect::<Vec<FactId>>(), [id.clone(), id]);
    assert_eq!(session.written[0].by, reviewer("jia"));
    session.press(":");
    session.type_text("meeting-undo");
    session.press("enter");
    assert_eq!(session.cannot(), Some(Reason::NotMyMeeting));
    // What the plan has no more is on the agenda still, and nothing can be decided on it.
    session.press("j a");
    assert_eq!(session.cannot(), Some(Reason::ItemGone));
}

#[test]
fn what_was_said_before_anybody_knew_who_records_waits_for_the_name() {
    let mut loaded = objected();
    loaded.identity = crate::job::Identity::Ask { candidates: vec![reviewer("jia")] };
    let mut session = open(loaded);
    session.press("3 enter enter enter enter");
    assert!(matches!(session.model.overlay, Some(Overlay::Reviewer(_))));
    session.press("enter");
    assert_eq!(session.deeds(), ["begin 3", "item ports/canal"]);
}

#[test]
fn nothing_typed_is_lost_on_a_full_disk() {
    let mut session = meeting();
    session.disk = super::session::Disk::Full;
    session.press("r");
    session.type_text("口径统一后");
    session.press("enter");
    assert_eq!(session.model.recording.unkept(), 2);
    session.disk = super::session::Disk::Works;
    session.press("R");
    let meeting = session.model.meeting().unwrap();
    assert_eq!(meeting.outcomes[0].1.text.as_ref().map(Foreign::raw), Some("口径统一后"));
}

#[test]
fn in_the_past_no_meeting_can_be_held() {
    let mut session = meeting();
    assert!(!session.asked.contains(&Effect::Work(Job::Commit)), "nothing is committed while it runs");
    let revision = crate::job::Revision {
        id: "4e1f00".into(),
        at: "2026-11-20T10:00:00+08:00".into(),
        author: "甲".into(),
        subject: "x".into(),
    };
    session.model.past = Some(revision);
    session.press("a");
    assert_eq!(session.cannot(), Some(Reason::InThePast));
    session.press("n");
    assert_eq!(session.cannot(), Some(Reason::InThePast));
}

#[test]
fn the_palette_records_on_the_item_under_discussion_which_stands_beside_it() {
    for size in
        [Size { columns: 120, rows: 40 }, Size { columns: 80, rows: 24 }, Size { columns: 40, rows: 24 }]
    {
        let mut session = meeting();
        session.send(Message::Resized(size));
        session.press("j");
        session.model.select(Row::Item(0));
        session.press(":");
        assert_eq!(session.shown_item().as_deref(), Some("ports/rail"), "{size:?}");
        session.press("esc");
        assert_eq!(session.at(), "ports/network", "looking at the names moves nothing");
        session.run_by_name(Command::Mark1);
        assert_eq!(since(&session, 2), ["item ports/rail", "outcome approved ports/rail"], "{size:?}");
        session.run_by_name(Command::Note);
        session.press("口 径 enter");
        session.run_by_name(Command::Action);
        session.press("核 enter enter enter");
        assert_eq!(since(&session, 4), ["note ports/rail 口径", "action 核"], "{size:?}");
    }
}

#[test]
fn a_command_of_the_outline_by_name_is_about_the_item_under_discussion() {
    let mut loaded = objected();
    marked(&mut loaded, "jia", "ports/canal", "revise", None);
    let mut session = unfolded(loaded);
    session.press("3 enter enter enter enter");
    session.model.select(Row::Area(0));
    let before = session.written.len();
    session.run_by_name(Command::Withdraw);
    assert!(session.deeds()[before..].iter().all(|deed| deed.starts_with("undo ")));
    assert_eq!(session.written.len(), before + 1);
    assert_eq!(session.holding("ports/canal"), ["yi revise"]);
}

#[test]
fn a_long_item_is_scrolled_to_its_end_by_the_palette_too() {
    let text = "逐条列明的长文字。".repeat(30);
    let area =
        format!("id = \"a\"\ntitle = \"领域\"\n[[goal]]\nid = \"one\"\ntitle = \"一\"\ntext = \"{text}\"\n");
    let mut loaded = plan_of("title = \"x\"", &[&area]);
    marked(&mut loaded, "yi", "a/one", "revise", None);
    let mut session = Opening { size: Size { columns: 64, rows: 12 }, ..Opening::of(loaded) }.open();
    session.press("3 enter enter enter enter");
    let before = session.written.len();
    session.run_by_name(Command::Mark1);
    assert_eq!((session.written.len(), &session.model.notice), (before, &Some(Notice::MoreToRead)));
    let recorded = |session: &mut Session| {
        session.run_by_name(Command::Mark1);
        session.written.len() > before
    };
    assert!((0..40).any(|_| recorded(&mut session)), "it is recorded at the end of the text");
}
