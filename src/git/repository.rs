//! Where the repository of a directory is. Knows its places and how its objects are named, not what state it is in.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::cancel::Cancel;
use super::complaint::telling;
use super::config::Config;
use super::error::GitError;
use super::oid::ObjectFormat;
use super::path::RepoPath;
use super::places::{Places, Redirect};
use super::run::{Answer, Call, Git};
use super::state::{ASK_FOR_HEAD, Head};
use super::trust::brought;
use super::unreadable;
use super::version::Version;
use crate::text::Foreign;

/// Stands between the answers of one `rev-parse`, which repeats what it does not know. A line end alone would not do:
/// the name of a directory may hold one.
const BETWEEN: &str = "--fupan-next-answer";

/// A repository with a work tree, and one directory in it: the plan directory.
#[derive(Debug, Clone)]
pub struct Repository {
    git: Git,
    places: Places,
    prefix: PathBuf,
    format: ObjectFormat,
    version: Version,
    /// What it brings may run; `None` where it may not.
    freedom: Option<Freedom>,
    /// What runs may ask on the terminal, which nothing else uses meanwhile.
    at_terminal: bool,
    config: Arc<OnceLock<Config>>,
    /// What stood where it was found.
    ground: Ground,
}

/// The agreement that what a repository brings may run.
#[derive(Debug, Clone)]
struct Freedom {
    /// The fingerprint of what was agreed to.
    agreed: String,
    /// Ends what runs.
    cancel: Cancel,
}

/// Which files lead from a plan directory to its repository: the git directory, and every `.git` from the plan
/// directory up to the top, where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ground(Vec<Option<Standing>>);

/// Which file it is; of one that names a directory, also when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Standing {
    device: u64,
    inode: u64,
    written: Option<(u64, i64, i64)>,
}

impl Ground {
    fn of(places: &Places, prefix: &Path) -> Self {
        let Places { top, git_directory, .. } = places;
        let plan = top.join(prefix);
        let entries =
            plan.ancestors().take_while(|above| above.starts_with(top)).map(|above| above.join(".git"));
        let which = |path: PathBuf| {
            let found = path.symlink_metadata().ok()?;
            let written = (!found.is_dir()).then(|| (found.len(), found.mtime(), found.mtime_nsec()));
            Some(Standing { device: found.dev(), inode: found.ino(), written })
        };
        Self([git_directory.to_owned()].into_iter().chain(entries).map(which).collect())
    }
}

impl Repository {
    /// Finds the repository that `directory` belongs to; `None` when there is none at all. A bare repository, one of
    /// another user, a damaged one and a too old git are errors.
    pub fn discover(git: &Git, directory: &Path) -> Result<Option<Self>, GitError> {
        Ok(Self::discover_with_head(git, directory)?.map(|(found, _)| found))
    }

    /// As [`discover`](Self::discover), and returns what is checked out where that can be told in the same run of git:
    /// where there is a commit.
    pub fn discover_with_head(git: &Git, directory: &Path) -> Result<Option<(Self, Option<Head>)>, GitError> {
        let version = git.require_new_enough()?;
        if let Some(path) = unreadable::on_the_way(directory) {
            return Err(GitError::NotAFile { path });
        }
        let asked = || {
            git.call(directory, "rev-parse")
                .args(["--is-bare-repository", "--is-inside-work-tree", "--show-object-format"])
                .args([BETWEEN, "--absolute-git-dir", BETWEEN, "--show-prefix", BETWEEN, "--show-toplevel"])
        };
        let mut answer = asked().arg(BETWEEN).args(ASK_FOR_HEAD).answer()?;
        if answer.code != 0 {
            answer = asked().answer()?;
        }
        if answer.code != 0 {
            return Self::not_found(git, directory, answer);
        }
        if answer.output.starts_with(b"false\nfalse\n") {
            return Err(GitError::OutsideWorkTree { directory: directory.to_owned() });
        }
        Self::from_answer(git, version, &answer.output).map(Some).ok_or_else(|| GitError::Unreadable {
            operation: "rev-parse",
            directory: directory.to_owned(),
            said: Foreign::from_bytes(&answer.output),
        })
    }

    fn from_answer(git: &Git, version: Version, output: &[u8]) -> Option<(Self, Option<Head>)> {
        let text = output.strip_suffix(b"\n")?;
        let separator = format!("\n{BETWEEN}\n");
        let mut answers = split(text, separator.as_bytes()).into_iter();
        let format = ObjectFormat::parse(answers.next()?.rsplit(|&byte| byte == b'\n').next()?)?;
        let mut next_path = || Some(PathBuf::from(OsString::from_vec(answers.next()?.to_vec())));
        let (git_directory, prefix, top) = (next_path()?, next_path()?, next_path()?);
        let head = answers.next().and_then(Head::from_lines);
        let sound = answers.next().is_none()
            && git_directory.is_absolute()
            && top.is_absolute()
            && prefix.is_relative();
        let (git, config) = (git.clone(), Arc::default());
        let places = Places::of(top, &git_directory);
        let ground = Ground::of(&places, &prefix);
        let found =
            Self { git, places, prefix, format, version, freedom: None, at_terminal: false, config, ground };
        sound.then_some((found, head))
    }

    /// Sorts out why git found no work tree.
    fn not_found<T>(git: &Git, directory: &Path, answer: Answer) -> Result<Option<T>, GitError> {
        let directory = directory.to_owned();
        let said = answer.said.raw();
        if said.contains("not a git repository (or any parent up to mount point") {
            return Ok(None);
        }
        if said.contains("not a git repository (or any of the parent") {
            if has_git_entry(git, &directory) {
                return Err(GitError::Damaged { directory, said: telling(&answer.said) });
            }
            return Ok(None);
        }
        Err(if said.contains("dubious ownership") {
            GitError::ForeignOwner { directory, said: answer.said }
        } else if said.contains("cannot use bare repository") || answer.output.starts_with(b"true\n") {
            GitError::Bare { directory }
        } else if answer.output.starts_with(b"false\nfalse\n") {
            GitError::OutsideWorkTree { directory }
        } else if said.contains("not a git repository") || said.contains("invalid gitfile format") {
            GitError::Damaged { directory, said: telling(&answer.said) }
        } else {
            answer.failed("rev-parse", directory)
        })
    }

    /// Tells whether git would still find this repository from the plan directory.
    pub fn still_stands(&self) -> bool {
        Ground::of(&self.places, &self.prefix) == self.ground
    }

    /// Refuses where git would wait for ever, or read without end, whatever it is asked.
    pub fn require_readable(&self) -> Result<(), GitError> {
        unreadable::in_repository(&self.places, &self.prefix)
            .map_or(Ok(()), |path| Err(GitError::NotAFile { path }))
    }

    /// Returns the same repository as it is at the beginning of another job: what it brings may not run before that is
    /// settled anew, and the configuration is read anew. `cancel` ends what is looked at in the course of that job.
    #[must_use]
    pub fn anew(&self, cancel: &Cancel) -> Self {
        let git = self.git.for_job(cancel);
        Self { git, freedom: None, at_terminal: false, config: Arc::default(), ..self.clone() }
    }

    /// Returns the same repository for what has to come to an end whatever is wished.
    #[must_use]
    pub fn uncancelled(&self) -> Self {
        Self { git: self.git.for_job(&Cancel::default()), ..self.clone() }
    }

    /// Lets what the repository brings run: hooks, filters, signers, helpers. Only what has the fingerprint `agreed`
    /// runs, which is checked again before each run. `cancel` ends it.
    #[must_use]
    pub fn trusted(self, agreed: String, cancel: Cancel) -> Self {
        Self { freedom: Some(Freedom { agreed, cancel }), ..self }
    }

    /// Lets what the repository brings ask on the terminal, where it may run at all and `shared` says so.
    #[must_use]
    pub fn at_terminal(self, shared: bool) -> Self {
        Self { at_terminal: shared && self.freedom.is_some(), ..self }
    }

    /// Tells whether somebody can be asked.
    pub(super) fn is_at_terminal(&self) -> bool {
        self.at_terminal
    }

    /// Returns what ends the programs the repository brings, where they may run.
    pub(super) fn freedom(&self) -> Option<&Cancel> {
        self.freedom.as_ref().map(|freedom| &freedom.cancel)
    }

    /// Returns what the configuration says, as it was when it was first asked for.
    pub(super) fn config(&self) -> Result<&Config, GitError> {
        if let Some(known) = self.config.get() {
            return Ok(known);
        }
        let read = Config::read(self)?;
        Ok(self.config.get_or_init(|| read))
    }

    /// Returns the top directory of the work tree, absolute and without links.
    pub fn top(&self) -> &Path {
        &self.places.top
    }

    /// Returns the git directory of this work tree, absolute; a linked work tree and a submodule have their own.
    pub fn git_directory(&self) -> &Path {
        &self.places.git_directory
    }

    /// Returns which directories its git reads, runs and writes.
    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// Returns what makes git read, run or write elsewhere than in this repository.
    pub(super) fn redirects(&self) -> Result<Vec<Redirect>, GitError> {
        Ok(self.places.redirects(self.config()?.value("core.worktree")))
    }

    /// Returns the plan directory relative to the top; empty when it is the top.
    pub fn prefix(&self) -> &Path {
        &self.prefix
    }

    /// Returns how objects are named here.
    pub fn format(&self) -> ObjectFormat {
        self.format
    }

    /// Returns the path git has for `path`, which is relative to the plan directory.
    pub fn path(&self, path: &Path) -> Result<RepoPath, GitError> {
        if path.is_absolute() {
            return Err(GitError::BadPath { path: path.to_owned() });
        }
        RepoPath::new(&self.prefix.join(path))
    }

    /// Returns those of `paths` that git ignores: covered by an ignore rule and not yet followed.
    pub fn ignored(&self, paths: &[RepoPath]) -> Result<Vec<RepoPath>, GitError> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        // This command refuses literal paths altogether; with the dot in front no name is taken for a pattern.
        let asked: Vec<u8> = paths.iter().flat_map(|path| [b"./", path.as_bytes(), b"\0"].concat()).collect();
        let call = self.call("check-ignore").env("GIT_LITERAL_PATHSPECS", "0").args(["-z", "--stdin"]);
        let answer = call.input(asked).yes_or_no()?.unwrap_or_default();
        let path = |record: &[u8]| RepoPath::from_git(record.strip_prefix(b"./").unwrap_or(record));
        Ok(split_nul(&answer).map(path).collect())
    }

    /// Prepares a call that reads attributes, and runs nothing that they name.
    pub(super) fn call_reading_attributes(&self, operation: &'static str) -> Call<'_> {
        self.git
            .call(self.top(), operation)
            .again()
            .env("GIT_DIR", self.git_directory())
            .env("GIT_WORK_TREE", self.top())
    }

    /// Prepares `git OPERATION` at the top of the work tree, tied to this repository wherever others may point.
    pub(super) fn call(&self, operation: &'static str) -> Call<'_> {
        self.call_reading_attributes(operation).env("GIT_ATTR_SOURCE", self.format.empty_tree())
    }

    /// Prepares a call that writes to the repository or to its work tree.
    pub(super) fn call_writing(&self, operation: &'static str) -> Result<Call<'_>, GitError> {
        self.require_own_places()?;
        Ok(self.call(operation))
    }

    /// Refuses where git would write elsewhere than in this repository, and nobody has agreed to that.
    pub(super) fn require_own_places(&self) -> Result<(), GitError> {
        let redirects = if self.freedom.is_some() { Vec::new() } else { self.redirects()? };
        if redirects.is_empty() {
            return Ok(());
        }
        Err(GitError::Redirected { directory: self.top().to_owned(), redirects })
    }

    /// Prepares a call to which the configuration of the repository applies. For one that is trusted.
    pub(super) fn call_freely(&self, operation: &'static str) -> Result<Call<'_>, GitError> {
        Ok(self.natural(operation)?.freely())
    }

    /// Prepares a call that runs a hook. For a repository that is trusted.
    pub(super) fn call_for_hooks(&self, operation: &'static str) -> Result<Call<'_>, GitError> {
        Ok(self.natural(operation)?.like_git_itself())
    }

    /// Leaves it to git to find the repository where that leads here: a program it starts may go elsewhere and ask
    /// git about another one. Refuses where something else would run by now than was agreed to.
    fn natural(&self, operation: &'static str) -> Result<Call<'_>, GitError> {
        self.require_agreed()?;
        let call = if self.places.are_found_from_top() {
            self.git.call(self.top(), operation).again()
        } else {
            self.call_reading_attributes(operation)
        };
        Ok(call.at_terminal(self.at_terminal))
    }

    /// Refuses where what the repository brings is not what was agreed to: a checkout may just have brought a hook.
    fn require_agreed(&self) -> Result<(), GitError> {
        let now = brought(&self.anew(self.git.job()))?;
        match &self.freedom {
            Some(Freedom { agreed, .. }) if *agreed == now.fingerprint => Ok(()),
            _ => Err(GitError::NotAgreed { directory: self.top().to_owned(), brought: Box::new(now) }),
        }
    }

    /// Prepares a call that may look into files or merge them: writing an index compares those that were changed
    /// within the same moment, through the filters that attributes name.
    ///
    /// Attributes of the work tree are not seen by git that can be told so; those beside the repository
    /// (`info/attributes`) always are. Where there may be any, filters are made to do nothing and drivers to find a conflict.
    /// Where the repository is trusted, all of them do their work.
    pub(super) fn call_with_files(&self, operation: &'static str) -> Result<Call<'_>, GitError> {
        if self.freedom.is_some() {
            return self.call_freely(operation);
        }
        let call = self.call_writing(operation)?;
        let own = self.places.common_directory.join("info/attributes");
        if self.version >= Version::ATTRIBUTE_SOURCE && own.symlink_metadata().is_err() {
            return Ok(call);
        }
        let query = [
            "-z",
            "--name-only",
            "--get-regexp",
            r"^(filter\..*\.(clean|smudge|process|required)|merge\..*\.driver)$",
        ];
        let keys = self.call("config").args(query).yes_or_no()?.unwrap_or_default();
        let keys: HashSet<_> = split_nul(&keys).collect();
        let call = call.env("GIT_CONFIG_COUNT", keys.len().to_string());
        Ok(keys.into_iter().enumerate().fold(call, |call, (number, key)| {
            let value = if key.ends_with(b".required") || key.starts_with(b"merge.") { "false" } else { "" };
            call.env(&format!("GIT_CONFIG_KEY_{number}"), OsStr::from_bytes(key))
                .env(&format!("GIT_CONFIG_VALUE_{number}"), value)
        }))
    }

    pub(super) fn git(&self) -> &Git {
        &self.git
    }

    /// Says that git cannot give `object`, which something here names.
    pub(super) fn missing(&self, object: &[u8]) -> GitError {
        let (directory, object) = (self.top().to_owned(), Foreign::from_bytes(object));
        GitError::MissingObject { operation: "cat-file", directory, object }
    }

    /// Says that what git holds under `name` has more bytes than are read.
    pub(super) fn too_big(&self, name: &[u8], bytes: u64) -> GitError {
        GitError::TooBig { directory: self.top().to_owned(), object: Foreign::from_bytes(name), bytes }
    }

    pub(super) fn unreadable(&self, operation: &'static str, answer: &[u8]) -> GitError {
        GitError::Unreadable {
            operation,
            directory: self.top().to_owned(),
            said: Foreign::from_bytes(answer),
        }
    }
}

/// Tells whether `directory` or one above it holds something named `.git`, as far up as git looks.
fn has_git_entry(git: &Git, directory: &Path) -> bool {
    let Ok(real) = directory.canonicalize() else { return false };
    let ceilings = git.variable("GIT_CEILING_DIRECTORIES").unwrap_or_default();
    let ceilings: Vec<PathBuf> =
        std::env::split_paths(ceilings).filter_map(|ceiling| ceiling.canonicalize().ok()).collect();
    let above = real.ancestors().skip(1).take_while(|above| ceilings.iter().all(|ceiling| ceiling != above));
    [real.as_path()].into_iter().chain(above).any(|above| above.join(".git").symlink_metadata().is_ok())
}

fn split<'a>(text: &'a [u8], separator: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at + separator.len() <= text.len() {
        if text[at..].starts_with(separator) {
            parts.push(&text[start..at]);
            at += separator.len();
            start = at;
        } else {
            at += 1;
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Splits what git wrote with `-z`.
pub(super) fn split_nul(answer: &[u8]) -> impl Iterator<Item = &[u8]> {
    answer.split(|&byte| byte == 0).filter(|record| !record.is_empty())
}

/// Cuts a list with a path in each element so that every part fits on a command line.
pub(super) fn chunks<T>(paths: &[T]) -> impl Iterator<Item = &[T]> {
    // A command line may have at least 128 KiB, and a path has at most 4 KiB.
    paths.chunks(25)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_between_answers_and_not_inside_them() {
        let cases: [(&[u8], &[&[u8]]); 5] = [
            (b"a--b", &[b"a", b"b"]),
            (b"a-b--", &[b"a-b", b""]),
            (b"--", &[b"", b""]),
            (b"a\nb--c", &[b"a\nb", b"c"]),
            (b"", &[b""]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text, b"--"), expected);
        }
    }
}
