//! What a meeting's facts tell of it, and what its outcomes do to the verdict.

use super::samples::{fact, id, item, mark, mark_on, old, outcome_on, plan, present, reviewer, undo};
use crate::plan::{CommitWhen, ItemId, Rule, Strategy};
use crate::review::{
    Agenda, Begin, Deed, Fact, Meeting, MeetingState, Moment, Outcome, Park, Progress, Review, Step, Verdict,
    drafting,
};
use crate::text::Foreign;

fn ids(slugs: &[&str]) -> Vec<ItemId> {
    slugs.iter().map(|slug| item(slug).id).collect()
}

fn begin(name: &str, by: &str, slugs: &[&str]) -> Fact {
    let agenda = Agenda { items: ids(slugs), ..Agenda::default() };
    let begin = Begin { agenda, present: vec!["甲".into()], ..Begin::default() };
    fact(name, by, Deed::Meeting(Step::Begin(begin)))
}

fn step(name: &str, by: &str, step: Step) -> Fact {
    fact(name, by, Deed::Meeting(step))
}

fn on_table(name: &str, by: &str, slug: &str) -> Fact {
    step(name, by, Step::Item { meeting: id("M"), item: item(slug).id })
}

fn decided(name: &str, by: &str, status: &str, after: &[&str]) -> Fact {
    let item = item("i0");
    let seen = present(&item);
    let after = after.iter().map(|name| id(name)).collect();
    fact(name, by, Deed::Outcome(outcome_on(item.id, status, seen, id("M"), after)))
}

fn review(facts: &[Fact]) -> Review {
    Review::of(&plan(), facts.iter().cloned())
}

fn verdict(facts: &[Fact]) -> Verdict {
    review(facts).standing(0).verdict.clone()
}

/// How far the meeting came with one item, looked up by itself: the slow way to what `progresses` tells of all.
fn progress(meeting: &Meeting<'_>, is_it: impl Fn(&ItemId) -> bool) -> Progress {
    if meeting.outcomes.iter().any(|(_, outcome)| is_it(&outcome.item)) {
        return Progress::Decided;
    }
    if meeting.parks.iter().any(|(_, park)| is_it(&park.item)) {
        return Progress::Parked;
    }
    let was_there = |(_, step): &(&Fact, &Step)| matches!(step, Step::Item { item, .. } if is_it(item));
    if meeting.steps.iter().any(was_there) { Progress::Discussed } else { Progress::Waiting }
}

#[test]
fn an_outcome_is_replaced_only_by_one_on_its_item() {
    let on = |name: &str, slug: &str, after: &[&str]| {
        let item = item(slug);
        let (seen, after) = (present(&item), after.iter().map(|name| id(name)).collect());
        fact(name, "jia", Deed::Outcome(outcome_on(item.id, "approved", seen, id("M"), after)))
    };
    let names = |review: &Review| -> Vec<String> {
        let meeting = Meeting::of(review, &id("M")).unwrap();
        meeting.outcomes.iter().map(|(fact, _)| fact.id.as_str().to_owned()).collect()
    };
    let elsewhere = review(&[begin("M", "jia", &[]), on("A", "i0", &[]), on("B", "i1", &["A"])]);
    assert_eq!(names(&elsewhere), ["A", "B"]);
    assert_eq!(elsewhere.standing(0).decisions.len(), 1, "and so it is where the item stands");
    let again = review(&[begin("M", "jia", &[]), on("A", "i0", &[]), on("B", "i0", &["A"])]);
    assert_eq!(names(&again), ["B"]);
    // Under an id that the item had before.
    let mut renamed = plan();
    renamed.items[0] = crate::plan::Item { was: ids(&["i0"]), ..item("new") };
    let facts = [begin("M", "jia", &[]), on("A", "i0", &[]), on("B", "new", &["A"])];
    let review = Review::of(&renamed, facts);
    assert_eq!(names(&review), ["B"]);
}

#[test]
fn only_with_its_meeting_is_an_action_taken_back() {
    let action = |meeting: &str| {
        let text = "x".into();
        let (owner, after) = (Vec::new(), Vec::new());
        let meeting = Some(id(meeting));
        Deed::Action(crate::review::Action { item: None, text, owner, due: None, re: None, meeting, after })
    };
    let named = [fact("A", "jia", action("N")), super::samples::note("N", "jia"), undo("U", "jia", "N")];
    assert_eq!(review(&named).actions().len(), 1, "what it names is no meeting");
    let held = [fact("A", "jia", action("M")), begin("M", "jia", &[]), undo("U", "jia", "M")];
    assert_eq!(review(&held).actions().len(), 0);
}

#[test]
fn an_action_is_closed_only_by_a_word_about_its_item() {
    let action = |slug: Option<&str>| {
        let item = slug.map(|slug| item(slug).id);
        let action = crate::review::Action {
            item,
            text: "x".into(),
            owner: Vec::new(),
            due: None,
            re: None,
            meeting: None,
            after: Vec::new(),
        };
        fact("A", "jia", Deed::Action(action))
    };
    let resolve = |slug: Option<&str>| {
        let item = slug.map(|slug| item(slug).id);
        let resolve =
            crate::review::Resolve { of: id("A"), item, text: None, open: false, after: Vec::new() };
        fact("B", "yi", Deed::Resolve(resolve))
    };
    let mut plan = plan();
    plan.items[0] = crate::plan::Item { was: ids(&["old"]), ..item("i0") };
    for (about, closing, open) in [
        (Some("i0"), Some("i0"), false),
        (Some("i0"), Some("old"), false),
        (Some("old"), Some("i0"), false),
        (Some("i0"), Some("i1"), true),
        (Some("i0"), Some("gone"), true),
        (Some("i0"), None, true),
        (None, Some("i0"), true),
        (None, None, false),
        (Some("gone"), Some("gone"), false),
        (Some("gone"), Some("i0"), true),
    ] {
        let whole = Review::of(&plan, [action(about), resolve(closing)]);
        let mut grown = Review::of(&plan, [action(about)]);
        grown.add(&plan, resolve(closing));
        for review in [whole, grown] {
            assert_eq!(review.actions()[0].open, open, "{about:?} {closing:?}");
        }
    }
}

#[test]
fn an_outcome_is_the_verdict_whatever_the_marks_say() {
    let meeting = begin("M", "jia", &["i0"]);
    let facts = [mark("A", "yi", "rejected", &[]), meeting, decided("O", "jia", "approved", &[])];
    assert_eq!(verdict(&facts).name(), "approved");
    assert_eq!(review(&facts).standing(0).decided().map(|decision| decision.id.as_str()), Some("O"));
    // Taken back, the marks decide again.
    let taken_back = [&facts[..], &[undo("U", "jia", "O")]].concat();
    assert_eq!(verdict(&taken_back).name(), "rejected");
}

#[test]
fn an_outcome_holds_for_the_wording_it_was_taken_on_only() {
    let item = item("i0");
    let outcome = outcome_on(item.id, "approved", old(), id("M"), Vec::new());
    let facts = [begin("M", "jia", &["i0"]), fact("O", "jia", Deed::Outcome(outcome))];
    assert_eq!(verdict(&facts), Verdict::Open);
    let review = review(&facts);
    let standing = review.standing(0);
    assert!(standing.decisions[0].stale && standing.decided().is_none(), "it is shown all the same");
}

#[test]
fn two_outcomes_that_differ_are_no_verdict_until_a_third_replaces_them() {
    let begin = begin("M", "jia", &["i0"]);
    let (a, b) = (decided("O1", "jia", "approved", &[]), decided("O2", "yi", "revise", &[]));
    assert_eq!(verdict(&[begin.clone(), a.clone(), b.clone()]), Verdict::Split);
    let same = decided("O3", "yi", "approved", &[]);
    assert_eq!(verdict(&[begin.clone(), a.clone(), same]).name(), "approved", "both machines wrote it down");
    let third = decided("O4", "bing", "revise", &["O1", "O2"]);
    assert_eq!(verdict(&[begin, a, b, third]).name(), "revise");
}

#[test]
fn under_a_rule_that_is_not_known_a_meeting_approves_nothing_and_objects_all_the_same() {
    let mut plan = plan();
    plan.strategy.unknown_rule = true;
    for (status, expected) in [("approved", "open"), ("rejected", "rejected")] {
        let facts = [begin("M", "jia", &["i0"]), decided("O", "jia", status, &[])];
        assert_eq!(Review::of(&plan, facts).standing(0).verdict.name(), expected);
    }
    plan.strategy.unknown_rule = false;
    plan.strategy.rule = Rule::Chair;
    let facts = [begin("M", "jia", &["i0"]), decided("O", "jia", "approved", &[])];
    assert_eq!(Review::of(&plan, facts).standing(0).verdict.name(), "approved");
}

#[test]
fn an_outcome_waits_for_its_meeting() {
    let outcome = decided("O", "jia", "approved", &[]);
    assert_eq!(verdict(std::slice::from_ref(&outcome)), Verdict::Open);
    let no_meeting = [mark("M", "jia", "revise", &[]), outcome.clone()];
    assert_eq!(verdict(&no_meeting).name(), "revise", "what is no meeting decides nothing");
    let plan = plan();
    let mut review = review(&[outcome]);
    assert_eq!(review.add(&plan, begin("M", "jia", &["i0"])), 0..plan.items.len());
    assert_eq!(review.standing(0).verdict.name(), "approved");
}

#[test]
fn taken_back_a_meeting_takes_all_with_it_but_the_marks_and_notes() {
    let within = Deed::Mark(crate::review::Mark {
        meeting: Some(id("M")),
        ..mark_on(item("i0").id, "revise", present(&item("i0")), Vec::new())
    });
    let park = Park { item: item("i1").id, meeting: id("M"), text: None, until: None, after: Vec::new() };
    let mut facts = vec![
        begin("M", "jia", &["i0", "i1"]),
        fact("A", "yi", within),
        decided("O", "yi", "approved", &[]),
        fact("P", "yi", Deed::Park(park)),
        fact("T", "yi", drafting::action(&plan(), Some(&id("M")), None, "核对", Vec::new(), None)),
    ];
    assert_eq!(review(&facts).actions().len(), 1);
    facts.push(undo("U", "jia", "M"));
    let review_of = review(&facts);
    assert_eq!(review_of.standing(0).verdict.name(), "revise", "the mark is its reviewer's word");
    assert_eq!((review_of.actions().len(), review_of.meetings().count()), (0, 0));
    assert!(Meeting::of(&review_of, &id("M")).unwrap().taken_back);
    // Nothing is deleted: an undo of the undo brings all of it back.
    facts.push(undo("V", "jia", "U"));
    let review_of = review(&facts);
    assert_eq!(review_of.standing(0).verdict.name(), "approved");
    let meeting = Meeting::of(&review_of, &id("M")).unwrap();
    assert_eq!((meeting.outcomes.len(), meeting.parks.len(), meeting.actions.len()), (1, 1, 1));
    assert_eq!(meeting.words.len(), 1);
}

#[test]
fn a_meeting_resumes_at_the_item_that_was_put_on_the_table_last() {
    let mut facts = vec![begin("M", "jia", &["i0", "i1", "i2"])];
    let state = |facts: &[Fact]| {
        let review = review(facts);
        let meeting = review.meeting_under_way()?;
        Some((meeting.on_the_table().map(|id| id.slug().to_owned()), meeting.state()))
    };
    assert_eq!(state(&facts), Some((None, MeetingState::Running)));
    facts.push(on_table("S1", "jia", "i0"));
    facts.push(on_table("S2", "yi", "i1"));
    assert_eq!(state(&facts), Some((Some("i1".into()), MeetingState::Running)));
    facts.push(step("S3", "jia", Step::Pause { meeting: id("M"), text: None }));
    assert_eq!(state(&facts), Some((Some("i1".into()), MeetingState::Paused)));
    facts.push(step("S4", "jia", Step::End { meeting: id("M"), text: None }));
    assert_eq!(state(&facts), None);
    facts.push(step("S5", "jia", Step::Resume { meeting: id("M"), text: None }));
    assert_eq!(state(&facts), Some((Some("i1".into()), MeetingState::Running)), "it went on after all");
}

#[test]
fn agendas_replace_each_other_and_two_in_force_are_joined() {
    let new = |name: &str, by: &str, slugs: &[&str], after: &[&str]| {
        let agenda = Agenda { items: ids(slugs), minutes: [(item("i2").id, 5)].into() };
        let after = after.iter().map(|name| id(name)).collect();
        step(name, by, Step::Agenda { meeting: id("M"), agenda, after })
    };
    let agenda = |facts: &[Fact]| {
        let review = review(facts);
        let meeting = review.meeting_under_way().unwrap();
        meeting.agenda.iter().map(|id| id.slug().to_owned()).collect::<Vec<_>>()
    };
    let mut facts = vec![begin("M", "jia", &["i0", "i1"])];
    assert_eq!(agenda(&facts), ["i0", "i1"]);
    facts.push(new("G1", "jia", &["i2", "i0"], &[]));
    assert_eq!(agenda(&facts), ["i2", "i0"]);
    facts.push(new("G2", "yi", &["i1", "i2"], &[]));
    assert_eq!(agenda(&facts), ["i2", "i0", "i1"], "neither is lost, and none is there twice");
    facts.push(new("G3", "yi", &["i1"], &["G1", "G2"]));
    assert_eq!(agenda(&facts), ["i1"]);
    let review = review(&facts);
    assert_eq!(review.meeting_under_way().unwrap().minutes[&item("i2").id], 5);
}

#[test]
fn who_is_present_is_said_once_and_changes() {
    let present = |name: &str, people: &[&str], after: &[&str]| {
        let present = people.iter().map(|name| Foreign::new(*name)).collect();
        let after = after.iter().map(|name| id(name)).collect();
        step(name, "jia", Step::Present { meeting: id("M"), present, after })
    };
    let mut facts = vec![begin("M", "jia", &[]), present("P1", &["甲", "乙"], &[])];
    let who = |facts: &[Fact]| {
        let review = review(facts);
        let meeting = review.meeting_under_way().unwrap();
        meeting.present.iter().map(|name| name.raw().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(who(&facts), ["甲", "乙"]);
    facts.push(present("P2", &["甲", "丙"], &[]));
    assert_eq!(who(&facts), ["甲", "乙", "丙"]);
    facts.push(present("P3", &["丙"], &["P1", "P2"]));
    assert_eq!(who(&facts), ["丙"]);
    // Whoever came late or left early was there; whom a list named by mistake was not.
    let attended = |facts: &[Fact]| {
        let review = review(facts);
        let meeting = review.meeting_under_way().unwrap();
        meeting.attended.iter().map(|name| name.raw().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(attended(&facts), ["甲", "乙", "丙"]);
    facts.push(undo("U", "jia", "P1"));
    assert_eq!(attended(&facts), ["甲", "丙"]);
}

#[test]
fn a_reviewer_takes_part_in_a_running_meeting_by_recording_in_it() {
    let begun = begin("M", "jia", &["i0"]);
    let joined = |facts: &[Fact], who: &str| {
        review(facts).meeting_joined_by(&reviewer(who)).map(|meeting| meeting.id().as_str().to_owned())
    };
    assert_eq!(joined(std::slice::from_ref(&begun), "jia").as_deref(), Some("M"));
    assert_eq!(joined(std::slice::from_ref(&begun), "yi"), None, "it is the meeting of others");
    let there = [begun.clone(), on_table("N", "yi", "i0")];
    assert_eq!(joined(&there, "yi").as_deref(), Some("M"));
    for stops in [Step::Pause { meeting: id("M"), text: None }, Step::End { meeting: id("M"), text: None }] {
        assert_eq!(joined(&[begun.clone(), step("S", "jia", stops)], "jia"), None);
    }
}

#[test]
fn what_a_meeting_left_to_be_done_or_put_off_is_on_the_item() {
    let park = |name: &str, after: &[&str]| {
        let after = after.iter().map(|name| id(name)).collect();
        let park =
            Park { item: item("i0").id, meeting: id("M"), text: Some(name.into()), until: None, after };
        fact(name, "jia", Deed::Park(park))
    };
    let action = |name: &str, on: Option<usize>, after: &[&str]| {
        let Deed::Action(mut action) = drafting::action(&plan(), None, on, name, Vec::new(), None) else {
            panic!("an action is an action")
        };
        action.after = after.iter().map(|name| id(name)).collect();
        fact(name, "jia", Deed::Action(action))
    };
    let on = |facts: &[Fact], index: usize| {
        let review = review(facts);
        let all = review.follow_up(&plan(), index);
        let todos = all.todos.iter().map(|todo| todo.fact.id.as_str().to_owned());
        todos.chain(all.parks.iter().map(|(fact, _)| fact.id.as_str().to_owned())).collect::<Vec<_>>()
    };
    let mut facts = vec![begin("M", "jia", &["i0"]), park("P1", &[]), action("T1", Some(0), &[])];
    assert_eq!((on(&facts, 0), on(&facts, 1)), (vec!["T1".into(), "P1".into()], vec![]));
    // Replaced by what is about another item, an action moves there.
    facts.extend([park("P2", &["P1"]), action("T2", Some(1), &["T1"])]);
    assert_eq!((on(&facts, 0), on(&facts, 1)), (vec!["P2".into()], vec!["T2".into()]));
    facts.push(undo("U", "jia", "M"));
    assert_eq!(on(&facts, 0), Vec::<String>::new(), "the meeting was taken back");
}

#[test]
fn an_item_is_waiting_discussed_parked_or_decided() {
    let mut facts = vec![begin("M", "jia", &["i0", "i1"])];
    let progress = |facts: &[Fact]| {
        let review = review(facts);
        let (plan, meeting) = (plan(), review.meeting_under_way().unwrap());
        let all = meeting.progresses(|id| plan.position(id));
        let one_by_one = meeting.agenda.iter().map(|id| progress(&meeting, |other| other == *id));
        assert_eq!(all, one_by_one.collect::<Vec<_>>(), "all at once is as one by one");
        all[0]
    };
    assert_eq!(progress(&facts), Progress::Waiting);
    facts.push(on_table("S", "jia", "i0"));
    assert_eq!(progress(&facts), Progress::Discussed);
    let park = Park { item: item("i0").id, meeting: id("M"), text: None, until: None, after: Vec::new() };
    facts.push(fact("P", "jia", Deed::Park(park)));
    assert_eq!(progress(&facts), Progress::Parked);
    facts.push(decided("O", "jia", "approved", &[]));
    assert_eq!(progress(&facts), Progress::Decided, "it came back");
}

#[test]
fn time_is_counted_where_the_meeting_ran_and_never_backwards() {
    let at = |time: &str, fact: Fact| Fact { at: Moment::parse(&format!("2026-11-23T{time}+08:00")), ..fact };
    let pause = step("S2", "jia", Step::Pause { meeting: id("M"), text: None });
    let mut facts = vec![
        at("14:00:00", begin("M", "jia", &["i0", "i1"])),
        at("14:05:00", on_table("S1", "jia", "i0")),
        at("14:15:00", pause),
        at("14:25:00", on_table("S3", "jia", "i1")),
    ];
    let now = Moment::parse("2026-11-23T06:30:30Z").unwrap().timestamp();
    let times = |facts: &[Fact]| {
        let review = review(facts);
        let meeting = review.meeting_under_way().unwrap();
        let times = meeting.times(now);
        (times.whole, times.items.into_iter().map(|(id, s)| (id.slug().to_owned(), s)).collect::<Vec<_>>())
    };
    assert_eq!(times(&facts), (300 + 600 + 330, vec![("i0".into(), 600), ("i1".into(), 330)]));
    // Another clock is behind: what it tells took no time, and no time is counted twice.
    facts.push(at("13:30:00", on_table("S4", "yi", "i0")));
    assert_eq!(times(&facts), (300 + 600 + 330, vec![("i0".into(), 600 + 330), ("i1".into(), 0)]));
}

#[test]
fn an_action_is_open_until_somebody_says_that_it_is_done() {
    let to_do = drafting::action(&plan(), None, Some(0), "核对口径", vec!["市交通局".into()], None);
    let Deed::Action(mut action) = to_do else { panic!("an action is an action") };
    action.due = Some(jiff::civil::date(2026, 12, 1));
    let mut facts = vec![fact("T", "jia", Deed::Action(action))];
    let today = jiff::civil::date(2026, 12, 2);
    let states = |facts: &[Fact]| {
        let review = review(facts);
        review.actions().iter().map(|todo| (todo.open, todo.is_overdue(today))).collect::<Vec<_>>()
    };
    assert_eq!(states(&facts), [(true, true)]);
    let said = |facts: &[Fact], open| drafting::done(&review(facts).actions()[0], open, None);
    facts.push(fact("R1", "yi", said(&facts, false)));
    assert_eq!(states(&facts), [(false, false)]);
    facts.push(fact("R2", "jia", said(&facts, true)));
    assert_eq!(states(&facts), [(true, true)]);
    // Who closes and who opens without knowing of each other leave it open.
    facts.truncate(1);
    let (closed, opened) = (said(&facts, false), said(&facts, true));
    facts.extend([fact("R1", "yi", closed), fact("R2", "jia", opened)]);
    assert_eq!(states(&facts), [(true, true)]);
}

#[test]
fn what_is_drafted_replaces_what_holds() {
    let plan = plan();
    let facts = [begin("M", "jia", &["i0"]), decided("O", "yi", "revise", &[])];
    let review = review(&facts);
    let decided =
        drafting::Decided { status: crate::plan::StatusId::new("approved"), votes: None, text: None };
    let Deed::Outcome(Outcome { after, pin, .. }) =
        drafting::outcome(&plan, &review, &id("M"), 0, decided, Some("4e1f"))
    else {
        panic!("an outcome is an outcome")
    };
    assert_eq!((after, pin.commit.as_deref()), (vec![id("O")], Some("4e1f")));
    assert_eq!(pin.seen, present(&plan.items[0]));
    assert!(pin.read.is_some());
    assert_eq!(review.reviewers().into_iter().collect::<Vec<_>>(), [&reviewer("jia"), &reviewer("yi")]);
}

#[test]
fn a_meeting_is_committed_at_its_end_and_not_fact_by_fact() {
    let strategy = |commit| Strategy { commit, ..Strategy::default() };
    let commits = |commit, facts: &[Fact]| {
        let last = facts.last().cloned();
        review(facts).commits_now(&strategy(commit), &Vec::from_iter(last))
    };
    let outside = [mark("A", "jia", "approved", &[])];
    let before = begin("M", "jia", &["i0"]);
    let within = [before.clone(), decided("O", "jia", "approved", &[])];
    let others = [before.clone(), mark("P", "yi", "approved", &[])];
    let ended = [&within[..], &[step("Q", "jia", Step::End { meeting: id("M"), text: None })]].concat();
    let after = [&ended[..], &[mark("R", "jia", "approved", &[])]].concat();
    let taken_back = [&within[..], &[undo("U", "jia", "M")]].concat();
    let all = [&outside[..], &within, &others, &ended, &after, &taken_back];
    for (commit, expected) in [
        (CommitWhen::Never, [false; 6]),
        (CommitWhen::Ask, [false, false, false, true, false, false]),
        (CommitWhen::OnQuit, [false, false, false, true, false, false]),
        (CommitWhen::Each, [true, false, true, true, true, true]),
    ] {
        assert_eq!(all.map(|facts| commits(commit, facts)), expected, "{commit:?}");
    }
    // Another machine that runs the meeting takes part in it.
    let there = [before, step("N", "yi", Step::Item { meeting: id("M"), item: item("i0").id })];
    assert!(!commits(CommitWhen::Each, &there));
}

#[test]
fn of_two_meetings_under_way_everybody_records_in_the_one_of_their_own_last_word() {
    let other = |name: &str, by: &str| step(name, by, Step::Pause { meeting: id("N"), text: None });
    let facts = [begin("M", "jia", &["i0"]), begin("N", "yi", &["i0"])];
    let of = |facts: &[Fact], who: Option<&str>| {
        let review = review(facts);
        let who = who.map(reviewer);
        review.meeting_of(who.as_ref()).map(|meeting| meeting.id().as_str().to_owned())
    };
    assert_eq!(review(&facts).meetings_under_way(), 2);
    for (who, meeting) in [(Some("jia"), "M"), (Some("yi"), "N"), (Some("bing"), "N"), (None, "N")] {
        assert_eq!(of(&facts, who).as_deref(), Some(meeting), "{who:?}");
    }
    // A later word in the other meeting leads there, and one after that back.
    let there = [&facts[..], &[other("P", "jia")]].concat();
    assert_eq!(of(&there, Some("jia")).as_deref(), Some("N"));
    let back = [&there[..], &[on_table("Q", "jia", "i0")]].concat();
    assert_eq!(of(&back, Some("jia")).as_deref(), Some("M"));
    let ended = [&back[..], &[step("R", "yi", Step::End { meeting: id("M"), text: None })]].concat();
    assert_eq!(of(&ended, Some("jia")).as_deref(), Some("N"));
    assert_eq!(review(&ended).meetings_under_way(), 1);
}
