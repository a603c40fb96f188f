//! A reviewer's desk: a copy of the shipped plan under git, a home of its own, and the program opened on it.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rustix::fs::{CWD, Mode, mkfifoat};

use crate::clock::Clock;
use crate::pty::Session;

/// The program under test.
pub(crate) const FUPAN: &str = env!("CARGO_BIN_EXE_fupan");
/// The size of terminal that most tests use.
pub(crate) const SIZE: (u16, u16) = (80, 24);
/// The item of the shipped plan that most tests go to.
pub(crate) const CANAL: &str = "ports/zhe-gan-canal";
/// How the reviewer opens the screen, as a shell would have it.
pub(crate) const OPEN: &str = "plans --as jia --lang zh";

type Start = fn(&str, &[&str], &[(&str, &str)], &Path, (u16, u16)) -> Session;

/// A directory with `plans/` and `seeds/`, committed, and `home/` beside them; removed in the end.
pub(crate) struct Desk {
    directory: tempfile::TempDir,
    clock: Clock,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().expect("making a directory");
        let desk = Self { directory, clock: Clock::default() };
        for folder in ["plans", "seeds"] {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &desk.path(folder));
        }
        fs::create_dir(desk.path("home")).expect("making a home");
        desk.git("init -q -b main");
        desk.git("add plans seeds");
        desk.git("commit -q -m The-plan");
        desk
    }

    /// Returns a path on the desk.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Opens the screen, and waits for the first whole one.
    pub(crate) fn open(&self) -> Session {
        self.open_at(SIZE)
    }

    /// Opens the screen in a terminal of `size`, at least 64 columns wide.
    pub(crate) fn open_at(&self, size: (u16, u16)) -> Session {
        let session = self.start(&["plans", "--as", "jia", "--lang", "zh"], size);
        wait_for_first_screen(&session);
        session
    }

    /// Starts the program in a terminal.
    pub(crate) fn start(&self, arguments: &[&str], size: (u16, u16)) -> Session {
        self.start_program(Session::start, FUPAN, arguments, size)
    }

    /// Runs `script` in a terminal, with `$FUPAN` the program.
    pub(crate) fn start_shell(&self, script: &str) -> Session {
        self.start_program(Session::start, "bash", &["-c", script], SIZE)
    }

    /// Runs `script` on a terminal that does not control it: no hangup signal reaches it.
    pub(crate) fn start_shell_uncontrolled(&self, script: &str) -> Session {
        self.start_program(Session::start_uncontrolled, "bash", &["-c", script], SIZE)
    }

    fn start_program(&self, start: Start, program: &str, arguments: &[&str], size: (u16, u16)) -> Session {
        let environment = self.environment();
        let environment: Vec<(&str, &str)> =
            environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        start(program, arguments, &environment, self.directory.path(), size)
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        let home = |name: &str| self.path(name).to_str().expect("the path is text").to_owned();
        let mut environment = vec![
            ("HOME", home("home")),
            ("XDG_STATE_HOME", home("home/state")),
            ("XDG_CONFIG_HOME", home("home/config")),
            ("GIT_CONFIG_GLOBAL", "/dev/null".to_owned()),
            ("GIT_CONFIG_NOSYSTEM", "1".to_owned()),
            ("GIT_CEILING_DIRECTORIES", home("..")),
            ("GIT_AUTHOR_NAME", "jia".to_owned()),
            ("GIT_AUTHOR_EMAIL", "jia@example.org".to_owned()),
            ("GIT_COMMITTER_NAME", "jia".to_owned()),
            ("GIT_COMMITTER_EMAIL", "jia@example.org".to_owned()),
            ("FUPAN", FUPAN.to_owned()),
        ];
        environment.extend(self.clock.variables());
        environment
    }

    /// Has commits wait, in a hook, until the other end of the pipe that is returned has been opened and closed.
    pub(crate) fn hold_commits(&self) -> PathBuf {
        let gate = self.path("gate");
        mkfifoat(CWD, &gate, Mode::RUSR | Mode::WUSR).expect("making a pipe");
        let hook = self.path(".git/hooks/pre-commit");
        fs::create_dir_all(self.path(".git/hooks")).expect("making a directory");
        fs::write(&hook, format!("#!/bin/sh\nexec cat '{}'\n", gate.display())).expect("writing a hook");
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("letting it run");
        self.fupan(&["trust", "--yes", "--plans", "plans"]);
        gate
    }

    /// Runs git and returns what it says.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &str) -> String {
        self.run("git", &arguments.split(' ').collect::<Vec<_>>())
    }

    /// Runs the program without a terminal and returns what it says.
    #[track_caller]
    pub(crate) fn fupan(&self, arguments: &[&str]) -> String {
        self.run(FUPAN, arguments)
    }

    #[track_caller]
    #[expect(clippy::disallowed_methods, reason = "a test runs programs as a user does")]
    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } = Command::new(program)
            .args(arguments)
            .current_dir(self.directory.path())
            .env_clear()
            .env("PATH", path_variable())
            .envs(self.environment())
            .output()
            .expect("running a program");
        let (said, complained) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success(), "{program} {arguments:?}: {status}\n{said}{complained}");
        said.into_owned()
    }

    /// Returns the facts in the files of `reviewer`, whole lines only.
    pub(crate) fn facts_of(&self, reviewer: &str) -> Vec<String> {
        let files = fs::read_dir(self.path("plans/reviews")).into_iter().flatten();
        let mut files: Vec<PathBuf> =
            files.map(|entry| entry.expect("reading the directory").path()).collect();
        files.retain(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("{reviewer}.")))
        });
        files.sort();
        let mut facts = Vec::new();
        for file in files {
            let text = fs::read_to_string(file).expect("reading a review file");
            let lines = text.split_inclusive('\n').filter(|line| line.ends_with(" }\n"));
            facts.extend(lines.map(|line| line.trim_end().to_owned()));
        }
        facts
    }
}

/// Waits until everything that is read at the start is on the screen.
#[track_caller]
pub(crate) fn wait_for_first_screen(session: &Session) {
    session.wait_for("a first screen", |screen| header(screen).contains(" main "));
}

/// Returns the first row of the screen.
pub(crate) fn header(screen: &vt100::Screen) -> String {
    row(screen, 0)
}

/// Returns row `number` of the screen.
pub(crate) fn row(screen: &vt100::Screen, number: u16) -> String {
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).nth(usize::from(number)).unwrap_or_default()
}

/// Returns what is seen: a blank that was drawn looks like one that was not.
pub(crate) fn lines(screen: &vt100::Screen) -> Vec<String> {
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect()
}

/// Returns the row that says what just happened.
pub(crate) fn notice(screen: &vt100::Screen) -> String {
    row(screen, screen.size().0.get().saturating_sub(2))
}

/// Returns the row of the outline that is selected.
pub(crate) fn selected(screen: &vt100::Screen) -> String {
    let rows = (0..screen.size().0.get()).map(|number| row(screen, number));
    let outline = |row: String| row.split('│').next().unwrap_or_default().trim_end().to_owned();
    rows.map(outline).find(|row| row.starts_with('›')).unwrap_or_default()
}

/// Goes to the canal by searching for it, and waits until one is there.
pub(crate) fn go_to_canal(session: &mut Session) {
    session.press("/");
    session.wait_for_text("查找");
    session.press("浙赣运河");
    session
        .wait_for("a hit", |screen| row(screen, 3).starts_with('›') && row(screen, 1).contains("浙赣运河"));
    session.press("\r");
    session.wait_for("the canal", |screen| selected(screen).ends_with("浙赣运河"));
}

pub(crate) fn path_variable() -> OsString {
    std::env::var_os("PATH").unwrap_or_default()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("making a directory");
    for entry in fs::read_dir(from).expect("reading a directory") {
        let from = entry.expect("reading a directory").path();
        if from.is_file() {
            let name = from.file_name().expect("an entry has a name");
            fs::copy(&from, to.join(name)).expect("copying a file");
        }
    }
}
