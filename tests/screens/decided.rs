//! Items on which meetings decided: the verdict says so, also where the wording has changed since or two contradict.

use fupan::job::Loaded;
use fupan::plan::{ItemId, StatusId};
use fupan::review::{Begin, Deed, FactId, Review, Step, Votes, drafting};

use super::drawing::{EN, NORMAL, Screen, WIDE, ZH};
use super::review::reviewed;
use super::session::{Opening, add, reviewer};

const CANAL: &str = "ports/zhe-gan-canal";

/// A meeting has begun.
fn begun(loaded: &mut Loaded) -> FactId {
    let begin = Begin { title: Some("十一月评审会".into()), ..Begin::default() };
    add(loaded, &reviewer("jia"), Deed::Meeting(Step::Begin(begin)))
}

/// The outcome on the canal, by somebody who knows of no other.
fn outcome(loaded: &Loaded, meeting: &FactId, status: &str, text: Option<&str>) -> Deed {
    let review = Review::of(&loaded.plan, loaded.facts.iter().cloned());
    let index = loaded.plan.position(&ItemId::parse(CANAL).unwrap()).unwrap();
    let votes = text.map(|_| Votes { yes: 4, no: 1, abstain: 0 });
    let decided = drafting::Decided { status: StatusId::new(status), votes, text: text.map(Into::into) };
    drafting::outcome(&loaded.plan, &review, meeting, index, decided, None)
}

fn check(loaded: &Loaded, name: &str) {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (WIDE, ZH)] {
        let mut screen = Screen::open(Opening::of(loaded.clone()), size, language);
        screen.press("/");
        screen.type_text("zhe-gan-canal");
        screen.press("enter");
        screen.check(name);
    }
}

#[test]
fn the_verdict_names_the_meeting() {
    let mut loaded = reviewed();
    let meeting = begun(&mut loaded);
    let decided = outcome(&loaded, &meeting, "approved", Some("原则同意，投资数按交通局口径。"));
    add(&mut loaded, &reviewer("jia"), decided);
    check(&loaded, "decided");
    // What the meeting decided on was reworded: the marks decide again, and the meeting is still told.
    let canal = loaded.plan.items.iter_mut().find(|item| item.id.as_str() == CANAL);
    canal.unwrap().owner = vec!["市港航中心".into()];
    check(&loaded, "decided-stale");
}

#[test]
fn outcomes_that_contradict_each_other_are_both_named() {
    let mut loaded = reviewed();
    let meeting = begun(&mut loaded);
    let one = outcome(&loaded, &meeting, "approved", Some("原则同意。"));
    let other = outcome(&loaded, &meeting, "revise", None);
    add(&mut loaded, &reviewer("jia"), one);
    add(&mut loaded, &reviewer("yi"), other);
    check(&loaded, "decided-twice");
}
