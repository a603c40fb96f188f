//! Puts records back that are missing: what the commit that is checked out holds, and what this machine acknowledged. Or
//! accepts that what was acknowledged is lost.

use std::collections::HashSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::World;
use super::load::reviewer_of;
use super::record::{append, reason};
use super::repository::{failure, repository_and_head};
use super::survey::{Changes, changes};
use super::taken_away;
use crate::git::{self, Oid, Repository};
use crate::job::{RepositoryFailure, RestoreFailure, Restored, TakenAway};
use crate::plan::ReviewerId;
use crate::review::{Fact, FactId, Gap, GapCause};
use crate::source::{self, SourceText};
use crate::store::{
    Acknowledged, Appended, FILE_LIMIT, Waiting, create_directories, keep_unfinished, refuse_link,
};
use crate::text::Foreign;

/// Puts everything back that is missing and can be had; with `from_history` also what commits took away.
pub(super) fn restore(world: &World, from_history: bool) -> Result<Restored, RestoreFailure> {
    let (repository, found) = look(world)?;
    let mut restored = Restored::default();
    let mut files: Vec<&Foreign> = Vec::new();
    for Gap { file, cause, facts } in &found.gaps {
        match cause {
            GapCause::NotCheckedOut | GapCause::Removed | GapCause::Edited => {
                restored.records += facts.as_ref().map_or(0, Vec::len);
                if !files.contains(&file) {
                    files.push(file);
                }
            }
            GapCause::Lost => restored.records += facts.as_ref().map_or(0, Vec::len),
            GapCause::Unreadable | GapCause::Unavailable { .. } | GapCause::NotAnswered => {}
        }
    }
    if let Some(commit) = found.base.state.head.commit() {
        for file in files {
            put_back(world, &repository, commit, file)?;
        }
    }
    for Waiting { name, lines } in &found.lost {
        let Some(by) = reviewer_of(&PathBuf::from(name)) else { continue };
        let appended = append_lines(world, &by, lines)?;
        // They wait under the name of the file they are in now.
        if let Some(state) =
            world.memory.directory().filter(|_| appended.path.file_name() != Some(name.as_ref()))
        {
            let moved = |line: &str| lines.iter().any(|moved| moved == line);
            Acknowledged::in_state(state)
                .forget(&*world.files, name, moved)
                .map_err(|error| not_written(state.join(name), &error))?;
        }
    }
    if from_history {
        for TakenAway { file, facts, lines, .. } in
            taken_away::look(world).map_err(RestoreFailure::Repository)?
        {
            let Some(by) = reviewer_of(Path::new(file.raw())) else { continue };
            append_lines(world, &by, &lines)?;
            restored.records += facts.len();
        }
    }
    Ok(restored)
}

/// Appends `lines`, records of `by`, as they were.
fn append_lines(world: &World, by: &ReviewerId, lines: &[String]) -> Result<Appended, RestoreFailure> {
    let lines: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
    append(world, by, &source::review_file_head(by), |_| lines.clone(), &|| ())
        .map_err(|error| RestoreFailure::NotWritten(super::record::failure(&error)))
}

/// Accepts that what was acknowledged, and is nowhere, is lost.
pub(super) fn accept(world: &World) -> Result<Restored, RestoreFailure> {
    let (_, found) = look(world)?;
    let mut accepted = Restored::default();
    let Some(state) = world.memory.directory() else { return Ok(accepted) };
    for Waiting { name, lines } in &found.lost {
        let lost: HashSet<&str> = lines.iter().map(String::as_str).collect();
        Acknowledged::in_state(state)
            .forget(&*world.files, name, |line| lost.contains(line))
            .map_err(|error| not_written(state.join(name), &error))?;
        accepted.records += lines.len();
    }
    Ok(accepted)
}

fn look(world: &World) -> Result<(Repository, Changes), RestoreFailure> {
    let failed = |error: RepositoryFailure| RestoreFailure::Repository(error);
    let (repository, head) = repository_and_head(world).map_err(failed)?;
    let found = changes(world, &repository, head).map_err(|error| failed(failure(&error)))?;
    Ok((repository, found))
}

/// Writes the review file as `commit` has it, followed by what only the disk has. A line in the place of which the commit
/// has another one under the same name is set aside.
fn put_back(
    world: &World,
    repository: &Repository,
    commit: &Oid,
    file: &Foreign,
) -> Result<(), RestoreFailure> {
    let name = PathBuf::from(file.raw().rsplit('/').next().unwrap_or_default());
    let path = world.plans.reviews().join(&name);
    let Some(by) = reviewer_of(&name) else { return Ok(()) };
    refuse_links(world, &path).map_err(|error| not_written(path.clone(), &error))?;
    let failed = |error| RestoreFailure::Repository(failure(&error));
    let within = repository.path(&PathBuf::from("reviews").join(&name)).map_err(failed)?;
    let held = git::contents(repository, commit, &[within]).map_err(failed)?;
    let Some(mut bytes) = held.into_iter().next().flatten() else { return Ok(()) };
    let on_disk = match world.files.open(&path) {
        Ok(mut file) => file.read(FILE_LIMIT).map_err(|error| not_written(path.clone(), &error))?,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        // What cannot be read must not be replaced either.
        Err(error) => return Err(not_written(path, &error)),
    };
    let names: HashSet<FactId> = facts(&bytes, &by).into_iter().map(|fact| fact.id).collect();
    let known: HashSet<Vec<u8>> = bytes.split(|&byte| byte == b'\n').map(trimmed).collect();
    let (mut added, mut aside) = (Vec::new(), Vec::new());
    for line in on_disk.split_inclusive(|&byte| byte == b'\n').filter(|line| !known.contains(&trimmed(line)))
    {
        let taken = facts(line, &by).iter().any(|fact| names.contains(&fact.id));
        let to = if taken || !line.ends_with(b"\n") { &mut aside } else { &mut added };
        to.extend_from_slice(line);
    }
    bytes.extend(added);
    if !aside.is_empty() {
        // Nothing is taken out that has not been kept.
        let name = name.to_string_lossy();
        let state = world
            .memory
            .directory()
            .ok_or_else(|| not_written(path.clone(), &std::io::ErrorKind::PermissionDenied.into()))?;
        keep_unfinished(&*world.files, state, &name, &aside)
            .map_err(|error| RestoreFailure::NotWritten(super::record::failure(&error)))?;
    }
    // It may have gone with all that was in it.
    create_directories(&*world.files, &world.plans.reviews())
        .and_then(|()| world.files.replace(&path, &bytes))
        .map_err(|error| not_written(path, &error))
}

/// Refuses where what is written to the review file at `path` would go through a link.
fn refuse_links(world: &World, path: &Path) -> io::Result<()> {
    refuse_link(&*world.files, world.plans.path(), &world.plans.reviews())?;
    refuse_link(&*world.files, &world.plans.reviews(), path)
}

fn trimmed(line: &[u8]) -> Vec<u8> {
    line.trim_ascii_end().to_vec()
}

fn facts(bytes: &[u8], by: &ReviewerId) -> Vec<Fact> {
    source::review_file(&SourceText::decode(Foreign::default(), bytes.to_vec()), by).facts
}

fn not_written(path: PathBuf, error: &std::io::Error) -> RestoreFailure {
    RestoreFailure::NotWritten(crate::job::RecordFailure { path, reason: reason(error) })
}
