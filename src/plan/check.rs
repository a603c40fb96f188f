//! What is wrong between the items of a plan: ids, links and citations. What is wrong within a file is found in reading it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{AreaId, Citation, CitationRule, Fault, ItemId, Place, Plan, Problem, nearest};
use crate::text::{Foreign, look_alike_key};

/// How many ids are compared, in all, to say what ids that nothing has were meant to be: a plan with more of them than
/// that allows has been renamed as a whole, and no list of likenesses helps there.
const MOST_COMPARED: usize = 1_000_000;

/// Returns every problem between the parts of `plan`, in plan order.
pub fn check(plan: &Plan) -> Vec<Problem> {
    let mut problems = Vec::new();
    duplicates(plan, &mut problems);
    old_ids(plan, &mut problems);
    look_alikes(plan, &mut problems);
    links(plan, &mut problems);
    citations(plan, &mut problems);
    if plan.areas_missing || plan.areas.iter().any(|area| area.broken) {
        // What is missing may stand in the file that could not be read.
        problems.retain(|problem| !problem.fault.is_of_absence());
    }
    problems
}

fn duplicates(plan: &Plan, problems: &mut Vec<Problem>) {
    let mut areas: HashMap<&str, &Place> = HashMap::new();
    for area in plan.areas.iter().filter(|area| !area.id.as_str().is_empty()) {
        match areas.get(area.id.as_str()) {
            Some(&first) => {
                let fault = Fault::DuplicateArea { id: area.id.as_str().to_owned(), other: first.clone() };
                problems.push(Problem { fault, place: area.place.clone() });
            }
            None => _ = areas.insert(area.id.as_str(), &area.place),
        }
    }
    let mut items: HashMap<&ItemId, &Place> = HashMap::new();
    for item in &plan.items {
        match items.get(&item.id) {
            Some(&first) => {
                let fault = Fault::DuplicateId { id: item.id.clone(), other: first.clone() };
                problems.push(Problem { fault, place: item.place.clone() });
            }
            None => _ = items.insert(&item.id, &item.place),
        }
    }
}

/// An old id must not be anybody's id now, nor the old id of two items: marks made under it would have two homes.
fn old_ids(plan: &Plan, problems: &mut Vec<Problem>) {
    if plan.items.iter().all(|item| item.was.is_empty()) {
        return;
    }
    let mut taken: HashMap<&ItemId, &Place> = plan.items.iter().map(|item| (&item.id, &item.place)).collect();
    for item in &plan.items {
        for old in item.was.iter().filter(|old| **old != item.id) {
            if let Some(other) = taken.insert(old, &item.place) {
                let fault = Fault::OldIdInUse { id: old.clone(), other: other.clone() };
                let place = item.keys.was.as_ref().unwrap_or(&item.place).clone();
                problems.push(Problem { fault, place });
            }
        }
    }
}

fn look_alikes(plan: &Plan, problems: &mut Vec<Problem>) {
    let mut seen: HashMap<String, &ItemId> = HashMap::new();
    for item in &plan.items {
        let first = *seen.entry(look_alike_key(item.id.as_str())).or_insert(&item.id);
        if *first != item.id {
            let fault = Fault::LookAlike { id: item.id.clone(), other: first.clone() };
            problems.push(Problem { fault, place: item.place.clone() });
        }
    }
}

fn links(plan: &Plan, problems: &mut Vec<Problem>) {
    if plan.items.iter().all(|item| item.related.is_empty()) {
        return;
    }
    let known: HashSet<&ItemId> =
        plan.items.iter().flat_map(|item| item.was.iter().chain([&item.id])).collect();
    let most = MOST_COMPARED / plan.items.len().max(1);
    let mut meant: HashMap<&ItemId, Vec<ItemId>> = HashMap::new();
    for item in &plan.items {
        for id in item.related.iter().filter(|id| !known.contains(id)) {
            let more = meant.len() < most;
            let near = meant.entry(id).or_insert_with(|| {
                let ids = plan.items.iter().map(|item| &item.id);
                if more { nearest(id.as_str(), ids) } else { Vec::new() }
            });
            let fault = Fault::DanglingRelated { id: id.clone(), nearest: near.clone() };
            let place = item.keys.related.as_ref().unwrap_or(&item.place).clone();
            problems.push(Problem { fault, place });
        }
    }
}

fn citations(plan: &Plan, problems: &mut Vec<Problem>) {
    let clauses = plan.seeds.iter().flat_map(|seed| seed.clauses.iter().map(move |clause| (seed, clause)));
    let known: HashSet<(&AreaId, &str)> =
        clauses.map(|(seed, clause)| (&seed.name, clause.number.as_str())).collect();
    // By source, where it is cited first, and how often: of a source that is not there, no clause is.
    let mut missing: BTreeMap<&AreaId, (&Place, usize)> = BTreeMap::new();
    let mut cited: HashSet<&Citation> = HashSet::new();
    let items = plan.items.iter().map(|item| (&item.seed, item.keys.seed.as_ref().unwrap_or(&item.place)));
    let places = plan.areas.iter().map(|area| (&area.seed, &area.place));
    for (citations, place) in places.chain(items) {
        for citation in citations {
            cited.insert(citation);
            let Some(seed) = plan.seeds.iter().find(|seed| seed.name == citation.seed) else {
                missing.entry(&citation.seed).or_insert((place, 0)).1 += 1;
                continue;
            };
            if !seed.broken && !known.contains(&(&citation.seed, citation.clause.as_str())) {
                let fault = Fault::DanglingCitation { citation: citation.clone() };
                problems.push(Problem { fault, place: place.clone() });
            }
        }
    }
    problems.extend(missing.into_iter().map(|(name, (place, citations))| Problem {
        fault: Fault::MissingSource { file: Foreign::new(format!("seeds/{}.md", name.as_str())), citations },
        place: place.clone(),
    }));
    if plan.strategy.cite == CitationRule::None {
        return;
    }
    let required = plan.strategy.cite == CitationRule::Required;
    for item in plan.items.iter().filter(|item| item.seed.is_empty() && !item.damaged) {
        let id = item.id.clone();
        let fault = if required { Fault::Uncited { id } } else { Fault::UncitedHint { id } };
        problems.push(Problem { fault, place: item.place.clone() });
    }
    for seed in plan.seeds.iter().filter(|seed| !seed.broken) {
        for clause in seed.clauses.iter().filter(|clause| !clause.is_section()) {
            let citation = Citation { seed: seed.name.clone(), clause: clause.number.clone() };
            if !cited.contains(&citation) {
                let fault = if required {
                    Fault::UncitedClause { citation }
                } else {
                    Fault::UncitedClauseHint { citation }
                };
                problems.push(Problem { fault, place: clause.place.clone() });
            }
        }
    }
}
