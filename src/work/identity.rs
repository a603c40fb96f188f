//! Who is recording: named by an option, else known by git's identity, else somebody to be chosen.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::World;
use super::repository::repository;
use crate::git::{Role, identity as git_identity};
use crate::job::Identity;
use crate::plan::{Names, Naming, Refusal, ReviewerId, Strategy};
use crate::store::{FILE_LIMIT, create_directories};
use crate::text::Foreign;

/// The file in the state directory with the reviewer who was chosen last.
const FILE: &str = "reviewer";

/// Settles who records under `strategy`, where `recorded` are those who have recorded before.
///
/// A new reviewer is never made without asking: one that only git names, and nobody listed, is a candidate. So is who was
/// chosen last on this machine, which others may use too.
pub(super) fn identity(world: &World, strategy: &Strategy, recorded: &BTreeSet<ReviewerId>) -> Identity {
    let names = Names { listed: &strategy.reviewers, recorded: recorded.iter().collect() };
    let listed: Vec<ReviewerId> = strategy.reviewers.iter().map(|reviewer| reviewer.id.clone()).collect();
    if let Some(named) = &world.named {
        let text: Foreign = named.as_str().into();
        return match names.name(named) {
            Naming::Known(id) | Naming::New(id) => Identity::Known(id),
            Naming::Meant(known) => Identity::LooksLike { named: text, known },
            Naming::Refused(Refusal::NotListed) => Identity::NotListed { named: text, listed },
            Naming::Refused(Refusal::Unportable) => Identity::Unportable { named: text },
            Naming::Refused(Refusal::Malformed | Refusal::Twin(_)) => Identity::BadName { named: text },
        };
    }
    let git =
        repository(world).ok().and_then(|repository| git_identity(&repository, Role::Author).ok().flatten());
    let mut by_git = None;
    if let Some(git) = git {
        let same =
            |known: &Option<Foreign>, said: &Foreign| known.as_ref().is_some_and(|known| known == said);
        let by_email = strategy.reviewers.iter().find(|reviewer| same(&reviewer.email, &git.email));
        let by_name = || strategy.reviewers.iter().find(|reviewer| same(&reviewer.name, &git.name));
        if let Some(reviewer) = by_email.or_else(by_name) {
            return Identity::Known(reviewer.id.clone());
        }
        match candidate(&git.email, &git.name).filter(|_| listed.is_empty()).map(|id| names.name(id.as_str()))
        {
            Some(Naming::Known(id)) => return Identity::Known(id),
            Some(Naming::New(id) | Naming::Meant(id)) => by_git = Some(id),
            Some(Naming::Refused(_)) | None => {}
        }
    }
    let may_record =
        |last: &ReviewerId| matches!(names.name(last.as_str()), Naming::Known(_) | Naming::New(_));
    let last = chosen_last(world).filter(may_record);
    let mut candidates: Vec<ReviewerId> = Vec::new();
    for one in last.into_iter().chain(by_git).chain(listed) {
        if !candidates.contains(&one) {
            candidates.push(one);
        }
    }
    Identity::Ask { candidates }
}

/// Returns the part of an address before the `@`, or the name, as far as it can be an id.
fn candidate(email: &Foreign, name: &Foreign) -> Option<ReviewerId> {
    let local = email.raw().split('@').next().unwrap_or_default();
    let tidy = |text: &str| text.trim().to_lowercase().replace([' ', '.', '+'], "-");
    ReviewerId::parse(&tidy(local)).or_else(|_| ReviewerId::parse(&tidy(name.raw()))).ok()
}

/// Remembers who was chosen, to be offered first at the next start. Where that fails, nobody is.
pub(super) fn remember(world: &World, reviewer: &ReviewerId) {
    let Some(path) = path(world) else { return };
    let made = create_directories(&*world.files, path.parent().unwrap_or(&path));
    drop(made.and_then(|()| world.files.replace(&path, format!("{}\n", reviewer.as_str()).as_bytes())));
}

fn chosen_last(world: &World) -> Option<ReviewerId> {
    let bytes = world.files.open(&path(world)?).and_then(|mut file| file.read(FILE_LIMIT)).ok()?;
    ReviewerId::parse(str::from_utf8(&bytes).ok()?.trim_end()).ok()
}

fn path(world: &World) -> Option<PathBuf> {
    world.memory.directory().map(|state| state.join(FILE))
}
