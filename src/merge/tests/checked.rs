//! The checks stop what is wrong, whatever made it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::plans::Sketch;
use crate::merge::checks::{Wrong, check};
use crate::merge::joining::Joining;
use crate::merge::pairing::Three;
use crate::merge::tree::Tree;
use crate::merge::{Choices, places, presence, weaving};

#[test]
fn a_result_that_is_not_what_was_meant_is_refused() {
    let base = Sketch::base();
    let (mut ours, mut theirs) = (base.clone().on_side(1), base.clone().on_side(2));
    ours.change((0, 0, 1));
    theirs.change((1, 1, 2));
    let [base, ours, theirs] = [&base, &ours, &theirs].map(Sketch::files);
    let tree = |files| Tree::of(files).expect("plans as people write them");
    let trees = Three { base: tree(&base), ours: tree(&ours), theirs: tree(&theirs) };
    let choices = Choices::new();
    let mut joining = Joining::new(trees, &choices);
    let kept = presence::presence(&mut joining);
    let places = places::places(&mut joining, kept).expect("nothing was moved");
    let merged = weaving::weave(&mut joining, &places).expect("nothing was moved");
    assert_eq!(check(&joining, &places, [&ours, &theirs], &merged), Ok(()));
    let first = PathBuf::from("1-a.toml");
    let text = String::from_utf8(merged[&first].clone()).expect("plans are text");
    let last = text.rfind("\n[[goal]]").expect("there are two goals");
    let (head, tail) = text.split_at(last);
    let cases = [
        (text.replacen("[[goal]]", "[[goal]", 1), Wrong::Unfit),
        (format!("{text}colour = \"red\"\n"), Wrong::NewProblem),
        (head.to_owned(), Wrong::Missing),
        (format!("{text}\n[[goal]]\nid = \"g9\"\ntitle = \"x\"\n"), Wrong::Missing),
        (text.replace("goal.task.project", "goal.project"), Wrong::Misplaced),
        (text.replacen("due = 2021-01-01", "due = 2029-01-01", 1), Wrong::Value),
        (format!("{head}{}", tail.replacen("title.zh = ", "title.zh=", 1)), Wrong::Touched),
    ];
    for (wrong, why) in cases {
        assert_ne!(wrong, text, "{why:?}");
        let merged: BTreeMap<_, _> =
            merged.clone().into_iter().chain([(first.clone(), wrong.clone().into_bytes())]).collect();
        let found = check(&joining, &places, [&ours, &theirs], &merged);
        assert_eq!(found.map_err(|(wrong, _)| wrong), Err(why), "{wrong}");
    }
}
