//! The plan of this repository, as something to be searched.

use std::fs;
use std::path::{Path, PathBuf};

use crate::plan::{AreaId, Plan};
use crate::review::Review;
use crate::search::Index;
use crate::source::{SourceText, add_area, seed, strategy};

fn files(directory: &str, ending: &str) -> Vec<(PathBuf, SourceText)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let mut paths: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|given| given == ending));
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = SourceText::new(name.into(), fs::read_to_string(&path).unwrap());
        (path, text)
    };
    paths.into_iter().map(read).collect()
}

fn plan() -> Plan {
    let (rules, areas): (Vec<_>, Vec<_>) =
        files("plans", "toml").into_iter().partition(|(path, _)| path.ends_with("strategy.toml"));
    let mut plan = Plan { strategy: strategy(&rules[0].1).0, ..Plan::default() };
    for (_, text) in areas {
        drop(add_area(&text, &mut plan));
    }
    for (path, text) in files("seeds", "md") {
        let name = AreaId::parse(path.file_stem().unwrap().to_str().unwrap()).unwrap();
        plan.seeds.push(seed(&text, name).0);
    }
    plan
}

#[test]
fn the_index_takes_at_most_half_as_much_again_as_its_texts() {
    let plan = plan();
    let index = Index::of(&plan, &Review::of(&plan, []));
    let (size, covered) = (index.size(), index.covered());
    assert!(covered > 40_000, "{covered} bytes are covered");
    assert!(size * 2 <= covered * 3, "{size} bytes for {covered}");
    // It does hold the texts.
    assert!(size > covered, "{size} bytes for {covered}");
}
