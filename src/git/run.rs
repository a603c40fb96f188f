//! The only place that starts the program `git`. Knows how to run it so that it asks nobody, shows nothing and, unless
//! told otherwise, runs nothing of the repository's own; does not know what the answers mean.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::cancel::Cancel;
use super::complaint::{Complaint, telling};
use super::error::GitError;
use super::exchange::{Cut, Exchanged, Reply, Terms, exchange};
use super::patience::{Course, LENGTH, Patience};
use super::version::Version;
use crate::text::Foreign;

/// How many bytes of an answer are taken unless a call asks for more.
const ANSWER_LIMIT: usize = 64 << 20;

/// The `GIT_*` variables of the user that are handed on: who they are, where their own configuration is,
/// how far up a repository is looked for, and how they reach others.
/// All others redirect git to other places (`GIT_DIR` inside a hook) or make it run things.
const HANDED_ON: [&str; 18] = [
    "GIT_AUTHOR_DATE",
    "GIT_AUTHOR_EMAIL",
    "GIT_AUTHOR_NAME",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMITTER_DATE",
    "GIT_COMMITTER_EMAIL",
    "GIT_COMMITTER_NAME",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_PROXY_SSL_CAINFO",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSH_VARIANT",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
    "GIT_SSL_CERT",
    "GIT_SSL_KEY",
];

/// Handed on only where the configuration of the repository applies as well.
const HANDED_ON_FREELY: [&str; 1] = ["GIT_ASKPASS"];

/// What would have a program that wants a secret take the terminal over, which is not its own.
const KEPT_BACK: &str = "GPG_TTY";

/// What every call says to git: no prompts, no locks for mere reading, nothing fetched, nothing replaced,
/// no pathspec magic, answers in English.
const SAID: [(&str, &str); 7] = [
    ("LC_ALL", "C"),
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_LITERAL_PATHSPECS", "1"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
];

/// What every call sets above the configuration of the repository. Plumbing that needs none of this is the first
/// wall, this is the second.
const CONFIGURED: [&str; 15] = [
    "core.attributesFile=/dev/null",
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.fsync=all",
    "core.fsyncMethod=fsync",
    "core.protectHFS=true",
    "core.protectNTFS=true",
    "commit.gpgSign=false",
    "credential.helper=",
    "fetch.writeCommitGraph=false",
    "i18n.commitEncoding=UTF-8",
    // A driver that applies without any attribute.
    "merge.default=text",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
];

/// What is set all the same where the configuration of the repository applies.
const CONFIGURED_FREELY: [&str; 4] =
    ["core.fsync=all", "core.fsyncMethod=fsync", "fetch.writeCommitGraph=false", "i18n.commitEncoding=UTF-8"];

/// How much of what the repository brings may run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Manner {
    #[default]
    Restricted,
    /// The configuration applies; answers in English.
    Free,
    /// As a hook has it that git itself runs: nothing of ours reaches what it starts in its turn.
    Hook,
}

/// The program `git` and the cleaned environment it is given.
#[derive(Clone)]
pub struct Git {
    program: PathBuf,
    /// The program that takes the terminal from what it starts, where there is one.
    detacher: Option<PathBuf>,
    environment: Vec<(OsString, OsString)>,
    /// Asked for once: to start a program takes longer than most of what it is asked.
    version: Arc<OnceLock<Version>>,
    patience: Patience,
    /// Ends what only looks.
    cancel: Cancel,
}

impl Git {
    /// Finds git in the `PATH` of `environment`, the environment of the process as the edge has read it, and keeps
    /// what of it git may see. Directories in `PATH` that are not absolute are left out, as they could be the
    /// repository's own.
    pub fn from_environment(
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, GitError> {
        let mut kept: Vec<_> = environment.into_iter().filter(|(name, _)| may_be_seen(name)).collect();
        let path = kept.iter_mut().find(|(name, _)| name == "PATH").ok_or(GitError::NotFound)?;
        let absolute: Vec<_> = std::env::split_paths(&path.1).filter(|entry| entry.is_absolute()).collect();
        let find = |name: &str| absolute.iter().map(|entry| entry.join(name)).find(|file| is_program(file));
        let (program, detacher) = (find("git"), find("setsid"));
        path.1 = std::env::join_paths(&absolute).expect("the directories come out of a path list");
        Ok(Self {
            program: program.ok_or(GitError::NotFound)?,
            detacher,
            environment: kept,
            version: Arc::default(),
            patience: Patience::default(),
            cancel: Cancel::default(),
        })
    }

    /// Returns a git that is waited for as long as `patience` says.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// Returns how long it is waited for.
    pub fn patience(&self) -> Patience {
        self.patience
    }

    /// Returns a git that is asked in the course of a job, which `cancel` ends.
    #[must_use]
    pub fn for_job(&self, cancel: &Cancel) -> Self {
        Self { cancel: cancel.clone(), ..self.clone() }
    }

    /// Returns what ends the job in the course of which git is asked.
    pub(super) fn job(&self) -> &Cancel {
        &self.cancel
    }

    /// Asks git for its version.
    pub fn version(&self) -> Result<Version, GitError> {
        let answer = self.call(Path::new("/"), "--version").output()?;
        let said = Foreign::from_bytes(&answer);
        Version::parse(said.raw()).ok_or(GitError::UnknownVersion { said })
    }

    /// Asks git for its version and refuses one that is too old.
    pub(super) fn require_new_enough(&self) -> Result<Version, GitError> {
        if let Some(known) = self.version.get() {
            return Ok(*known);
        }
        let found = self.version()?;
        if found < Version::NEEDED {
            return Err(GitError::TooOld { found, needed: Version::NEEDED });
        }
        Ok(*self.version.get_or_init(|| found))
    }

    /// Returns a variable of the environment that git sees; an empty one counts as missing.
    pub(super) fn variable(&self, name: &str) -> Option<&OsStr> {
        let (_, value) = self.environment.iter().find(|(known, _)| known == name)?;
        Some(value.as_os_str()).filter(|value| !value.is_empty())
    }

    /// Prepares `git OPERATION` in `directory`.
    pub(super) fn call(&self, directory: &Path, operation: &'static str) -> Call<'_> {
        Call {
            git: self,
            operation,
            directory: directory.to_owned(),
            manner: Manner::default(),
            settings: Vec::new(),
            arguments: Vec::new(),
            environment: Vec::new(),
            input: None,
            reply: None,
            limit: ANSWER_LIMIT,
            course: Course::Looking(self.patience.first),
            hearer: None,
            at_terminal: false,
        }
    }
}

/// Leaves the environment out: it may hold secrets.
impl fmt::Debug for Git {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Git").field("program", &self.program).finish_non_exhaustive()
    }
}

fn may_be_seen(name: &OsStr) -> bool {
    let mut kept = HANDED_ON.iter().chain(&HANDED_ON_FREELY);
    // By the way of a link that `PWD` names, other conditional files of the configuration would apply than were looked at.
    name != "PWD" && (!name.as_bytes().starts_with(b"GIT_") || kept.any(|kept| name == *kept))
}

fn is_program(file: &Path) -> bool {
    file.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

/// Hears what a run of git says while it runs, a line at a time.
pub type Hearer<'a> = &'a (dyn Fn(Foreign) + Sync);

/// One run of git, being prepared.
pub(super) struct Call<'a> {
    git: &'a Git,
    operation: &'static str,
    directory: PathBuf,
    manner: Manner,
    settings: Vec<String>,
    arguments: Vec<OsString>,
    environment: Vec<(OsString, OsString)>,
    input: Option<Vec<u8>>,
    reply: Option<Reply<'a>>,
    limit: usize,
    course: Course<'a>,
    hearer: Option<Hearer<'a>>,
    at_terminal: bool,
}

/// What a run of git came to.
pub(super) struct Answer {
    pub(super) code: i32,
    pub(super) output: Vec<u8>,
    pub(super) said: Foreign,
}

impl<'a> Call<'a> {
    pub(super) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    pub(super) fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    pub(super) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.into(), value.as_ref().to_owned()));
        self
    }

    /// Sets `name=value` above the configuration of the repository, for this call.
    pub(super) fn set(mut self, setting: impl Into<String>) -> Self {
        self.settings.push(setting.into());
        self
    }

    /// Lets the configuration of the repository apply, and what it names run.
    pub(super) fn freely(mut self) -> Self {
        self.manner = Manner::Free;
        self
    }

    /// Lets a hook run as git itself would have it run.
    pub(super) fn like_git_itself(mut self) -> Self {
        self.manner = Manner::Hook;
        self
    }

    /// Lets what it runs ask on the terminal, which it then shares with us.
    pub(super) fn at_terminal(mut self, shared: bool) -> Self {
        self.at_terminal = shared;
        self
    }

    pub(super) fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = Some(bytes.into());
        self
    }

    /// Takes an answer of up to `bytes` bytes.
    pub(super) fn limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Says what `reply` makes of the answer so far, once it makes anything of it.
    pub(super) fn reply(mut self, reply: Reply<'a>) -> Self {
        self.reply = Some(reply);
        self
    }

    /// Takes the time that looking may take where git has answered before.
    pub(super) fn again(mut self) -> Self {
        self.course = Course::Looking(self.git.patience.later);
        self
    }

    /// Ends the run, and everything it has started, as soon as `cancel` is wished or nothing was heard of it for
    /// `silence`.
    pub(super) fn under(mut self, cancel: &'a Cancel, silence: Duration) -> Self {
        self.course = Course::Under { cancel, silence };
        self
    }

    /// Takes the time that reading every file may take.
    pub(super) fn at_length(mut self) -> Self {
        self.course = Course::Looking(LENGTH);
        self
    }

    /// Goes on to the end whatever is wished: half of it would leave branch, index and work tree at odds.
    pub(super) fn finishing(mut self) -> Self {
        self.course = Course::Finishing;
        self
    }

    /// Tells `hearer` each line of what git says while it works, such as how far a transfer is.
    pub(super) fn heard_by(mut self, hearer: Hearer<'a>) -> Self {
        self.hearer = Some(hearer);
        self
    }

    /// Runs git and returns what it wrote; any exit status but 0 is an error.
    pub(super) fn output(self) -> Result<Vec<u8>, GitError> {
        let (operation, directory) = (self.operation, self.directory.clone());
        let answer = self.answer()?;
        if answer.code == 0 {
            return Ok(answer.output);
        }
        Err(answer.failed(operation, directory))
    }

    /// Runs git and returns what it wrote, or `None` when it ended with status 1, which is how plumbing says "no".
    pub(super) fn yes_or_no(self) -> Result<Option<Vec<u8>>, GitError> {
        let (operation, directory) = (self.operation, self.directory.clone());
        let answer = self.answer()?;
        match answer.code {
            0 => Ok(Some(answer.output)),
            1 => Ok(None),
            _ => Err(answer.failed(operation, directory)),
        }
    }

    /// Runs git and returns what it came to, whatever its exit status.
    pub(super) fn answer(self) -> Result<Answer, GitError> {
        let cancel = match self.course {
            Course::Looking(_) | Course::Finishing => self.git.cancel.clone(),
            Course::Under { cancel, .. } => cancel.clone(),
        };
        let heeds = !matches!(self.course, Course::Finishing);
        let (operation, directory) = (self.operation, self.directory.clone());
        if heeds && cancel.is_cancelled() {
            return Err(GitError::Cancelled { operation, directory });
        }
        let child = self.command().spawn().map_err(|source| self.not_started(source))?;
        let silence = self.silence();
        let terms = Terms {
            input: self.input.unwrap_or_default(),
            reply: self.reply,
            limit: self.limit,
            hearer: self.hearer,
            cancel,
            heeds,
            silence,
            leads_group: !self.at_terminal,
        };
        let Exchanged { status, output, complaint } = match exchange(child, terms) {
            Ok(Ok(exchanged)) => exchanged,
            Ok(Err(Cut::Cancelled)) => return Err(GitError::Cancelled { operation, directory }),
            Ok(Err(Cut::Silent)) => {
                return Err(GitError::Silent { operation, directory, limit: silence.unwrap_or_default() });
            }
            Ok(Err(Cut::TooLong)) => {
                return Err(GitError::TooLong { operation, directory, limit: self.limit });
            }
            Err(source) => return Err(GitError::Pipe { operation, directory, source }),
        };
        match status.code() {
            Some(code) => Ok(Answer { code, output, said: Foreign::from_bytes(&complaint) }),
            None => {
                Err(GitError::Killed { operation, directory, signal: status.signal().unwrap_or_default() })
            }
        }
    }

    /// Returns how long nothing may be heard; whoever sits at the terminal may take their time.
    fn silence(&self) -> Option<Duration> {
        match self.course {
            _ if self.at_terminal => None,
            Course::Finishing => Some(LENGTH),
            Course::Looking(silence) | Course::Under { silence, .. } => Some(silence),
        }
    }

    fn not_started(&self, source: io::Error) -> GitError {
        if !self.directory.is_dir() {
            return GitError::NoDirectory { path: self.directory.clone() };
        }
        if source.kind() == io::ErrorKind::NotFound {
            return GitError::NotFound;
        }
        GitError::Start { operation: self.operation, directory: self.directory.clone(), source }
    }

    fn command(&self) -> Command {
        // What may run programs of others is kept from the terminal, on which they would ask over the screen.
        let runs_others = matches!(self.course, Course::Under { .. }) && !self.at_terminal;
        let detacher = self.git.detacher.as_ref().filter(|_| runs_others);
        #[expect(clippy::disallowed_methods, reason = "this is the one place that runs git")]
        let mut command = Command::new(detacher.unwrap_or(&self.git.program));
        if detacher.is_some() {
            command.arg(&self.git.program);
        }
        command.env_clear().envs(self.git.environment.iter().map(|(name, value)| (name, value)));
        if !self.at_terminal {
            command.env_remove(KEPT_BACK);
        }
        let settings: &[&str] = match self.manner {
            Manner::Restricted => {
                for name in HANDED_ON_FREELY {
                    command.env_remove(name);
                }
                command.env_remove("LANGUAGE").envs(SAID);
                &CONFIGURED
            }
            Manner::Free => {
                command.env_remove("LANGUAGE").envs([("LC_ALL", "C"), ("GIT_TERMINAL_PROMPT", "0")]);
                &CONFIGURED_FREELY
            }
            Manner::Hook => {
                command.env("GIT_TERMINAL_PROMPT", "0");
                &[]
            }
        };
        if self.at_terminal {
            command.env_remove("GIT_TERMINAL_PROMPT");
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        // It would reach hooks as a variable.
        if self.manner != Manner::Hook {
            command.arg("--no-pager");
        }
        for setting in settings.iter().copied().chain(self.settings.iter().map(String::as_str)) {
            command.args(["-c", setting]);
        }
        command.arg(self.operation).args(&self.arguments).current_dir(&self.directory);
        // A session of its own is a group of its own, and cannot be begun by the first of a group.
        if !self.at_terminal && detacher.is_none() {
            // A group of its own: what the terminal sends on Ctrl-C must not end git half way. From another group
            // than ours nobody could ask anything, though.
            command.process_group(0);
        }
        command.stdin(if self.input.is_some() { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl Answer {
    pub(super) fn failed(self, operation: &'static str, directory: PathBuf) -> GitError {
        let (complaint, said) = (Complaint::of(&self.said), telling(&self.said));
        GitError::Failed { operation, directory, code: self.code, complaint, said }
    }
}
