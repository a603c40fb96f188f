//! Who is recording: named by an option, else known by git's identity, else somebody to be chosen.

use std::collections::BTreeSet;

use super::World;
use super::repository::repository;
use crate::git::{Role, identity as git_identity};
use crate::job::Identity;
use crate::plan::{ReviewerId, Strategy};
use crate::text::Foreign;

/// Settles who records under `strategy`, where `recorded` are those who have recorded before.
///
/// A new reviewer is never made without asking: one that only git names, and nobody listed, is a candidate.
pub(super) fn identity(world: &World, strategy: &Strategy, recorded: &BTreeSet<ReviewerId>) -> Identity {
    let listed: Vec<ReviewerId> = strategy.reviewers.iter().map(|reviewer| reviewer.id.clone()).collect();
    if let Some(named) = &world.named {
        return match ReviewerId::parse(named) {
            Ok(id) if listed.is_empty() || listed.contains(&id) => Identity::Known(id),
            Ok(_) => Identity::NotListed { named: named.as_str().into(), listed },
            Err(_) => Identity::BadName { named: named.as_str().into() },
        };
    }
    let git =
        repository(world).ok().and_then(|repository| git_identity(&repository, Role::Author).ok().flatten());
    let Some(git) = git else { return Identity::Ask { candidates: listed } };
    if !listed.is_empty() {
        let same =
            |known: &Option<Foreign>, said: &Foreign| known.as_ref().is_some_and(|known| known == said);
        let by_email = strategy.reviewers.iter().find(|reviewer| same(&reviewer.email, &git.email));
        return match by_email.or(strategy.reviewers.iter().find(|reviewer| same(&reviewer.name, &git.name))) {
            Some(reviewer) => Identity::Known(reviewer.id.clone()),
            None => Identity::Ask { candidates: listed },
        };
    }
    match candidate(&git.email, &git.name) {
        Some(id) if recorded.contains(&id) => Identity::Known(id),
        Some(id) => Identity::Ask { candidates: vec![id] },
        None => Identity::Ask { candidates: Vec::new() },
    }
}

/// Returns the part of an address before the `@`, or the name, as far as it can be an id.
fn candidate(email: &Foreign, name: &Foreign) -> Option<ReviewerId> {
    let local = email.raw().split('@').next().unwrap_or_default();
    let tidy = |text: &str| text.trim().to_lowercase().replace([' ', '.', '+'], "-");
    ReviewerId::parse(&tidy(local)).or_else(|_| ReviewerId::parse(&tidy(name.raw()))).ok()
}
