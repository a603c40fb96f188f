//! Generated plans: always the same, without problems, and like the shipped plan.

use std::path::Path;

use data_encoding::HEXLOWER;
use fupan::plan::{Item, Kind, Plan};
use fupan::text::Foreign;
use sha2::{Digest as _, Sha256};

use crate::generated::Generated;
use crate::plans::{Shelf, read, read_directory};

/// Written down once. Another value means that pairs over the generated plan must be read again, and that
/// measurements before and after cannot be compared.
const PINNED: &str = "dee5a312d4e97352a546267f6cf833bc8dcc5c870a9819d88084553f727250c5";

#[test]
fn the_same_number_gives_the_same_bytes() {
    let mut hash = Sha256::new();
    for (name, text) in Generated::of(2_000).files() {
        hash.update(name);
        hash.update("\n");
        hash.update(text);
    }
    assert_eq!(HEXLOWER.encode(&hash.finalize()), PINNED);
}

#[test]
fn it_has_no_problems_and_as_many_items_as_were_asked_for() {
    for items in [250, 1_000, 1_234] {
        let Shelf { plan, problems, .. } = read(Generated::of(items).files());
        assert_eq!(problems, [], "{items}");
        assert_eq!(plan.items.len(), items);
        assert_eq!(plan.areas.len(), items.div_ceil(500));
    }
}

#[test]
fn reviewers_of_it_recorded_marks_and_notes_that_count() {
    let directory = tempfile::tempdir().expect("making a directory");
    Generated::of(1_000).reviewed().write(directory.path()).expect("writing a plan");
    let Shelf { plan, review, problems } = read_directory(directory.path());
    assert_eq!(problems, []);
    assert_eq!(plan.items.len(), 1_000);
    let marked: Vec<usize> = (0..1_000).filter(|&index| !review.standing(index).marks.is_empty()).collect();
    assert!((150..250).contains(&marked.len()), "{} items are marked", marked.len());
    assert!(marked.iter().any(|&index| review.standing(index).is_stale()));
    assert!((0..1_000).filter(|&index| !review.standing(index).notes.is_empty()).count() > 30);
    assert!(review.orphans(&plan).next().is_none());
}

/// Something about an item that is counted, and how far its mean may be off.
type Measure = (&'static str, fn(&Item) -> usize, f64);

const MEASURES: [Measure; 9] = [
    ("goals", |item| usize::from(item.kind == Kind::Goal), 0.03),
    ("tasks", |item| usize::from(item.kind == Kind::Task), 0.04),
    ("projects", |item| usize::from(item.kind == Kind::Project), 0.04),
    ("with progress", |item| usize::from(item.progress.is_some()), 0.05),
    ("related", |item| usize::from(!item.related.is_empty()), 0.05),
    ("characters of a title", |item| length(item.title.in_language("zh")), 1.0),
    ("letters of an English title", |item| length(item.title.in_language("en")), 5.0),
    ("characters of a text", |item| length(item.text.as_ref().and_then(|text| text.in_language("zh"))), 4.0),
    ("letters of a slug", |item| item.id.slug().len(), 3.0),
];

#[test]
fn it_is_like_the_shipped_plan() {
    let shipped = read_directory(Path::new(env!("CARGO_MANIFEST_DIR"))).plan;
    let generated = read(Generated::of(2_000).files()).plan;
    for (what, measure, tolerance) in MEASURES {
        let (real, made) = (mean(&shipped, measure), mean(&generated, measure));
        assert!((real - made).abs() <= tolerance, "{what}: {real:.2} in the shipped plan, {made:.2} in this");
    }
}

fn mean(plan: &Plan, measure: fn(&Item) -> usize) -> f64 {
    let number = |number: usize| f64::from(u32::try_from(number).expect("plans are small"));
    number(plan.items.iter().map(measure).sum()) / number(plan.items.len())
}

fn length(text: Option<&Foreign>) -> usize {
    text.map_or(0, |text| text.raw().chars().count())
}
