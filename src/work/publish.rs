//! Writes the settled verdicts into the plan files, as a copy for readers of the files, and commits those files alone.
//!
//! All files or none: where anything stands in the way, also after some were written, they are as they were.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::commit::{commit_failure, done, named};
use super::repository::{failure, repository};
use super::survey::survey;
use super::{World, load, stale_index, trust};
use crate::git::{self, Base, CommitRequest, FileToCommit, Head, RepoPath, Repository};
use crate::job::{Commit, CommitFailure, Loaded, PublishFailure, Published, PublishedCopy};
use crate::plan::{FieldValue, Interface, Plan, PublishWhen};
use crate::report;
use crate::review::Review;
use crate::review::publishing::{self, Due, Kept};
use crate::source::{self, Splice};
use crate::store::{leads_elsewhere, read_bytes};
use crate::text::Foreign;
use crate::words::Words;

/// The key of an item that holds the copy.
const KEY: &str = "review";

/// A plan file and what it is to hold.
struct Draft {
    path: PathBuf,
    name: Foreign,
    old: String,
    new: String,
}

/// Publishes, or only tells what would be written.
pub(super) fn publish(world: &World, dry_run: bool) -> Result<Published, PublishFailure> {
    let Loaded { plan, facts, review, texts, mut gaps, .. } = load::load(world, None::<fn(Loaded)>);
    if !dry_run && plan.strategy.publish == PublishWhen::Never {
        return Err(PublishFailure::Off);
    }
    if plan.strategy.unknown_rule {
        return Err(PublishFailure::Unsure);
    }
    gaps.extend(survey(world).gaps());
    let review = review.map_or_else(|| Review::of(&plan, facts), |review| *review);
    let review = review.with_gaps(&plan, gaps);
    if !review.gaps().is_empty() {
        return Err(PublishFailure::Unsure);
    }
    let mut due = publishing::due(&plan, &review);
    let drafts = drafts(world, &plan, &texts, &mut due);
    let id = |due: &Due| plan.items[due.item].id.clone();
    let copy = |due: &Due| PublishedCopy { item: id(due), old: due.old.clone(), new: due.new.clone() };
    let mut published = Published {
        copies: due.iter().filter(|due| due.kept.is_none()).map(copy).collect(),
        kept: due.iter().filter_map(|due| Some((id(due), due.kept?))).collect(),
        files: drafts.iter().map(|draft| draft.name.clone()).collect(),
        commit: None,
    };
    if !dry_run && !drafts.is_empty() {
        published.commit = Some(match repository(world) {
            Ok(repository) => Ok(commit(world, repository, &drafts, &message(&plan, &published))?),
            Err(without) if without.is_without_git() => {
                write(world, &drafts)?;
                Err(without)
            }
            Err(failure) => return Err(PublishFailure::NotCommitted(failure.into())),
        });
    }
    Ok(published)
}

/// Returns the files that are to be written; of a file that cannot be, everything due is kept.
fn drafts(world: &World, plan: &Plan, texts: &BTreeMap<Foreign, String>, due: &mut [Due]) -> Vec<Draft> {
    let root = world.plans.path();
    let file = |due: &Due| plan.items[due.item].place.file.clone();
    let wanted = due.iter().filter(|due| due.kept.is_none());
    let names: BTreeSet<Foreign> = wanted.map(file).collect();
    let mut drafts = Vec::new();
    for name in names {
        let path = root.join(name.raw().rsplit('/').next().unwrap_or_default());
        let of_file = |one: &&mut Due| one.kept.is_none() && file(one) == name;
        let new = if leads_elsewhere(&*world.files, root, &path) {
            Err(Kept::Link)
        } else {
            let splices: Vec<Splice<'_>> = due
                .iter_mut()
                .filter(of_file)
                .map(|due| Splice {
                    table: plan.items[due.item].place.start,
                    key: KEY,
                    value: due.new.as_ref().map(|status| FieldValue::Text(status.as_str().into())),
                })
                .collect();
            let old = texts.get(&name).cloned().unwrap_or_default();
            source::splice(&old, &splices).map(|new| (old, new)).map_err(|_not| Kept::Unfit)
        };
        match new {
            Ok((old, new)) => drafts.push(Draft { path, name, old, new }),
            Err(kept) => due.iter_mut().filter(of_file).for_each(|due| due.kept = Some(kept)),
        }
    }
    drafts
}

/// Says in the plan's language what was published.
fn message(plan: &Plan, published: &Published) -> String {
    let language = Interface::understand(plan.strategy.first_language()).unwrap_or(Interface::Chinese);
    report::publish_message(&Words::new(language), plan, &published.copies)
}

/// Writes the files and commits them; where the commit is refused, they are as they were.
fn commit(
    world: &World,
    repository: Repository,
    drafts: &[Draft],
    message: &str,
) -> Result<Commit, PublishFailure> {
    let refused = PublishFailure::NotCommitted;
    let failed = |error| PublishFailure::NotCommitted(failure(&error).into());
    let repository = trust::settled(world, repository).map_err(refused)?;
    let state = git::state(&repository).map_err(failed)?;
    if let Some(what) = state.in_progress {
        return Err(refused(CommitFailure::InProgress { what: named(what) }));
    }
    if let Head::Detached { .. } = state.head {
        return Err(refused(CommitFailure::Detached));
    }
    stale_index::refresh(world, &repository, &state.head);
    let name = |draft: &Draft| PathBuf::from(draft.path.file_name().unwrap_or_default());
    let paths: Result<Vec<RepoPath>, _> = drafts.iter().map(|draft| repository.path(&name(draft))).collect();
    let paths = paths.map_err(failed)?;
    let (directories, held) = git::look(&repository, state.head.commit(), &[], &paths).map_err(failed)?;
    let index = git::index_entries(&repository, &paths).map_err(failed)?;
    let mut files = Vec::new();
    let mut uncommitted = Vec::new();
    for ((draft, path), held) in drafts.iter().zip(paths).zip(held) {
        let committed = directories.held(&path).map(|held| held.oid);
        let staged = index.iter().find(|entry| entry.path == path).map(|entry| entry.oid.clone());
        match as_committed(draft, held.as_deref()).filter(|_| staged == committed) {
            Some(bytes) => files.push(FileToCommit { path, bytes }),
            None => uncommitted.push(draft.name.clone()),
        }
    }
    if !uncommitted.is_empty() {
        return Err(PublishFailure::Uncommitted { files: uncommitted });
    }
    write(world, drafts)?;
    let base = Some(Base { state, directories });
    let request = CommitRequest { message: message.to_owned(), files, base, ..CommitRequest::default() };
    let mut announce = |_, entries: &[_]| stale_index::remember(world, entries);
    let failure = match git::commit_announced(&repository, &request, &mut announce) {
        Ok(Some(made)) => return Ok(done(world, &made, 0)),
        Ok(None) => CommitFailure::Busy,
        Err(error) => commit_failure(error),
    };
    take_back(world, drafts);
    Err(refused(failure))
}

/// Returns the new text with the line ends of the commit, which a checkout may have turned; `None` where the old text is
/// not what the commit holds.
fn as_committed(draft: &Draft, held: Option<&[u8]>) -> Option<Vec<u8>> {
    let held = held?;
    let unturned = |text: &str| text.replace("\r\n", "\n");
    if held == draft.old.as_bytes() {
        Some(draft.new.clone().into_bytes())
    } else if held == unturned(&draft.old).as_bytes() {
        Some(unturned(&draft.new).into_bytes())
    } else {
        None
    }
}

/// Writes all files, or none.
fn write(world: &World, drafts: &[Draft]) -> Result<(), PublishFailure> {
    for (at, draft) in drafts.iter().enumerate() {
        let file = draft.name.clone();
        let written = if holds(world, draft, &draft.old) {
            let written = world.files.replace(&draft.path, draft.new.as_bytes());
            written.map_err(|error| PublishFailure::NotWritten { file, reason: (&error).into() })
        } else {
            Err(PublishFailure::Overtaken { file })
        };
        if let Err(failure) = written {
            take_back(world, &drafts[..=at]);
            return Err(failure);
        }
    }
    Ok(())
}

/// Puts back what stood in the files, but for what somebody else has written since.
fn take_back(world: &World, drafts: &[Draft]) {
    for draft in drafts.iter().filter(|draft| holds(world, draft, &draft.new)) {
        // Where this fails too, the file holds what was to be published, whole, and `check` and git both show it.
        drop(world.files.replace(&draft.path, draft.old.as_bytes()));
    }
}

fn holds(world: &World, draft: &Draft, text: &str) -> bool {
    read_bytes(&*world.files, world.plans.path(), &draft.path).is_ok_and(|now| now == text.as_bytes())
}
