//! Plans read from texts, without the disk in between where that can be.

use std::fs;
use std::path::Path;

use fupan::plan::{AreaId, Plan, Problem, ReviewerId, check};
use fupan::review::{Fact, Review};
use fupan::source::{self, SourceText};

/// A plan and what was recorded about it.
pub(crate) struct Shelf {
    pub(crate) plan: Plan,
    pub(crate) review: Review,
    pub(crate) problems: Vec<Problem>,
}

/// Reads the files of a plan, names beginning with `plans/` or `seeds/`. Areas come in the order they are given.
pub(crate) fn read(files: impl IntoIterator<Item = (String, String)>) -> Shelf {
    let texts: Vec<SourceText> =
        files.into_iter().map(|(name, text)| SourceText::new(name.as_str().into(), text)).collect();
    let under = |directory: &str, ending: &str| {
        let found = |text: &&SourceText| {
            let rest = text.name.raw().strip_prefix(directory).and_then(|rest| rest.strip_suffix(ending));
            rest.is_some_and(|rest| !rest.contains('/') && rest != "strategy")
        };
        texts.iter().filter(found).collect::<Vec<_>>()
    };
    let rules =
        texts.iter().find(|text| text.name.raw() == "plans/strategy.toml").expect("it has a strategy");
    let (strategy, mut problems) = source::strategy(rules);
    let mut plan = Plan { strategy, ..Plan::default() };
    for text in under("plans/", ".toml") {
        problems.extend(source::add_area(text, &mut plan));
    }
    for text in under("seeds/", ".md") {
        let (seed, found) = source::seed(text, AreaId::parse(stem(text)).expect("a seed is named by an id"));
        plan.seeds.push(seed);
        problems.extend(found);
    }
    problems.extend(check::check(&plan));
    let mut facts: Vec<Fact> = Vec::new();
    for text in under("plans/reviews/", ".toml") {
        let (reviewer, _) = stem(text).split_once('.').expect("the file is named by its reviewer");
        let file = source::review_file(text, &ReviewerId::parse(reviewer).expect("a reviewer"));
        facts.extend(file.facts);
        problems.extend(file.problems);
    }
    let review = Review::of(&plan, facts);
    Shelf { plan, review, problems }
}

/// Reads `plans/` and `seeds/` of a directory.
pub(crate) fn read_directory(root: &Path) -> Shelf {
    let mut files = Vec::new();
    for (folder, ending) in [("plans", ".toml"), ("plans/reviews", ".toml"), ("seeds", ".md")] {
        let Ok(entries) = fs::read_dir(root.join(folder)) else { continue };
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry.expect("reading a directory").file_name().into_string().expect("names are text")
            })
            .collect();
        names.sort();
        for name in names.into_iter().filter(|name| name.ends_with(ending)) {
            let text = fs::read_to_string(root.join(folder).join(&name)).expect("reading a plan");
            files.push((format!("{folder}/{name}"), text));
        }
    }
    read(files)
}

fn stem(text: &SourceText) -> &str {
    let path = Path::new(text.name.raw());
    path.file_stem().and_then(|stem| stem.to_str()).expect("a file has a name")
}
