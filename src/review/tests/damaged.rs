//! Part of an item cannot be read, or a record is of a wording that only a newer version knows: nobody can say whether
//! what was read is what stands there.

use super::samples::{fact, id, item, mark, mark_on, note, old, outcome_on, plan, present, undo};
use crate::plan::{Plan, StatusId, SuspectWhen};
use crate::review::{
    Adopt, Begin, Carry, Deed, Fact, Fingerprint, Lens, Note, Pin, Review, Stage, Stance, Step, Tally,
    Verdict, drafting, publishing,
};

/// The plan with its first item damaged.
fn damaged() -> Plan {
    let mut plan = plan();
    plan.items[0].damaged = true;
    plan
}

fn begin() -> Fact {
    fact("00", "jia", Deed::Meeting(Step::Begin(Begin::default())))
}

/// An outcome on the first item as it stands.
fn decided(seen: Fingerprint) -> Fact {
    fact("05", "jia", Deed::Outcome(outcome_on(item("i0").id, "approved", seen, id("00"), Vec::new())))
}

fn adopted(seen: Fingerprint) -> Fact {
    let pin = Pin { seen, read: None, covers: None, commit: None };
    let until = jiff::civil::date(2020, 11, 30);
    let adopt = Adopt { item: item("i0").id, pin, until, status: None, text: None, after: Vec::new() };
    fact("06", "jia", Deed::Adopt(adopt))
}

fn carried(from: Fingerprint, seen: Fingerprint) -> Fact {
    let pin = Pin { seen, read: None, covers: None, commit: None };
    let fields = vec!["title".to_owned()];
    let carry = Carry { item: item("i0").id, from, pin, fields, role: None, text: None, after: Vec::new() };
    fact("07", "jia", Deed::Carry(carry))
}

fn verdict(plan: &Plan, facts: &[Fact]) -> Verdict {
    Review::of(plan, facts.iter().cloned()).standing(0).verdict.clone()
}

#[test]
fn a_damaged_item_is_neither_approved_nor_settled_whatever_was_recorded() {
    let (whole, broken) = (plan(), damaged());
    let seen = present(&whole.items[0]);
    for facts in [
        vec![mark("01", "jia", "approved", &[])],
        vec![begin(), decided(seen.clone())],
        vec![mark("01", "jia", "rejected", &[])],
        vec![adopted(seen)],
        vec![],
    ] {
        assert_eq!(verdict(&broken, &facts), Verdict::Damaged, "{facts:?}");
        let review = Review::of(&broken, facts.iter().cloned());
        for lens in [Lens::Everybody, Lens::Reviewer(super::samples::reviewer("jia"))] {
            assert_eq!(Stance::of(&review, &lens, 0), Stance::Damaged, "{facts:?}");
            let tally = Tally::of(&broken, &review, &lens, [0]);
            assert_eq!((tally.reviewed, tally.withheld, tally.left()), (0, 1, 1), "{facts:?}");
        }
        assert_ne!(Stage::of(&broken.strategy, review.standing(0)), Stage::Settled);
        assert!(!review.standing(0).adopted);
        assert!(publishing::due(&broken, &review).iter().all(|due| due.kept.is_some()));
    }
    assert_eq!(verdict(&whole, &[mark("01", "jia", "approved", &[])]).name(), "approved");
}

#[test]
fn nothing_on_a_damaged_item_is_stale_carried_or_suspect() {
    let mut broken = damaged();
    let pinned =
        |name, seen| fact(name, "jia", Deed::Mark(mark_on(item("i0").id, "approved", seen, Vec::new())));
    let wordings = [present(&broken.items[0]), old()];
    for seen in wordings {
        let facts = [begin(), pinned("01", seen.clone()), decided(seen.clone()), adopted(seen.clone())];
        let review = Review::of(&broken, facts.iter().cloned());
        let standing = review.standing(0);
        assert!(!standing.marks[0].stale && standing.marks[0].carried.is_empty());
        assert!(!standing.decisions[0].stale && !standing.baselines[0].changed);
    }
    broken.strategy.suspect = SuspectWhen::Parents;
    broken.items[1].parent = Some(0);
    let status = StatusId::new("approved");
    let made = drafting::mark(
        &broken,
        &Review::default().about(&broken),
        &super::samples::reviewer("jia"),
        1,
        &status,
        None,
    );
    let Deed::Mark(under) = &made else { panic!("{made:?}") };
    assert!(under.above.is_empty(), "what is damaged has no fingerprint to record");
    let mut above = under.clone();
    above.above = vec![old()];
    let review = Review::of(&broken, [fact("01", "jia", Deed::Mark(above))]);
    assert_eq!(review.standing(1).marks[0].suspect, None);
}

#[test]
fn a_fingerprint_of_another_version_leaves_its_item_to_a_newer_fupan_until_the_fact_is_undone() {
    let (plan, seen) = (plan(), present(&plan().items[0]));
    let later = || Fingerprint::recorded("2:abcdef");
    let marked = fact("01", "jia", Deed::Mark(mark_on(item("i0").id, "approved", later(), Vec::new())));
    for newer in [
        marked,
        decided(later()),
        adopted(later()),
        carried(later(), seen.clone()),
        carried(seen.clone(), later()),
    ] {
        let name = newer.id.as_str().to_owned();
        let facts = [begin(), mark("02", "jia", "approved", &[]), newer, undo("08", "jia", &name)];
        assert_eq!(verdict(&plan, &facts[..3]), Verdict::NeedsNewer, "{name}");
        assert_eq!(verdict(&plan, &facts).name(), "approved", "{name}");
    }
    let Deed::Note(plain) = note("03", "jia").deed else { panic!("a note") };
    let of_later = fact("03", "jia", Deed::Note(Note { seen: Some(later()), ..plain }));
    let review = Review::of(&plan, [mark("02", "jia", "approved", &[]), of_later]);
    assert_eq!(review.standing(0).verdict.name(), "approved", "a note decides nothing");
    assert!(!review.standing(0).threads[0].changed, "and nobody knows whether the wording changed");
}
