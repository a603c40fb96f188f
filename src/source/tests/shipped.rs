//! The plan and the seeds of this repository.

use std::fs;
use std::path::{Path, PathBuf};

use super::SourceText;
use crate::plan::{AreaId, Kind, Plan, Problem, check};
use crate::source::{add_area, seed, strategy};

fn files(directory: &str, ending: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let listed = fs::read_dir(&root).expect("the repository has plans and seeds");
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|given| given == ending));
    paths.sort();
    paths
}

fn read(path: &Path) -> SourceText {
    let name = path.file_name().unwrap().to_str().unwrap();
    SourceText::new(name.into(), fs::read_to_string(path).unwrap())
}

fn shipped() -> (Plan, Vec<Problem>) {
    let (areas, rules): (Vec<_>, Vec<_>) =
        files("plans", "toml").into_iter().partition(|path| path.file_name().unwrap() != "strategy.toml");
    let mut plan = Plan::default();
    let mut problems = Vec::new();
    (plan.strategy, problems) = {
        let (rules, found) = strategy(&read(&rules[0]));
        problems.extend(found);
        (rules, problems)
    };
    for path in areas {
        problems.extend(add_area(&read(&path), &mut plan));
    }
    for path in files("seeds", "md") {
        let name = AreaId::parse(path.file_stem().unwrap().to_str().unwrap()).unwrap();
        let (found, wrong) = seed(&read(&path), name);
        plan.seeds.push(found);
        problems.extend(wrong);
    }
    problems.extend(check::check(&plan));
    (plan, problems)
}

#[test]
fn the_shipped_plan_has_nothing_wrong() {
    assert_eq!(shipped().1, []);
}

#[test]
fn the_shipped_plan_is_whole() {
    let (plan, _) = shipped();
    assert_eq!(plan.areas.len(), 8);
    assert!(plan.items.len() >= 100, "{} items", plan.items.len());
    for kind in [Kind::Goal, Kind::Task, Kind::Project] {
        assert!(plan.items.iter().any(|item| item.kind == kind), "{kind:?}");
    }
    for item in &plan.items {
        let tags: Vec<&str> = item.title.iter().map(|(tag, _)| tag).collect();
        assert_eq!(tags, ["zh", "en"], "{:?}", item.id);
    }
    assert!(plan.seeds.iter().all(|seed| seed.digest && !seed.title.is_empty() && !seed.date.is_empty()));
}
