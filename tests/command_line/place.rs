//! A place of its own for every test: a copy of the shipped plan, a home, and the program run in it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::clock::Clock;

/// A directory with `plans`, `seeds` and `home`, removed in the end.
pub(crate) struct Place {
    directory: tempfile::TempDir,
    variables: Vec<(&'static str, String)>,
    clock: Clock,
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) errors: String,
}

impl Place {
    /// Copies the shipped plan, in no repository.
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        for folder in ["plans", "seeds"] {
            let to = directory.path().join(folder);
            fs::create_dir(&to).unwrap();
            for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
                let from = entry.unwrap().path();
                if from.is_file() {
                    fs::copy(&from, to.join(from.file_name().unwrap())).unwrap();
                }
            }
        }
        fs::create_dir(directory.path().join("home")).unwrap();
        Self { directory, variables: Vec::new(), clock: Clock::default() }
    }

    /// Copies the shipped plan into a repository, all committed.
    pub(crate) fn in_git() -> Self {
        Self::new().committed()
    }

    /// Makes a plan of these areas, each with the name of its file, in a repository, all committed.
    pub(crate) fn with_areas(areas: &[(&str, &str)]) -> Self {
        let place = Self::new();
        for entry in fs::read_dir(place.path("plans")).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        let strategy = "format = 1\ntitle = { zh = \"计划\", en = \"Plan\" }\nlanguages = [\"zh\", \"en\"]\n";
        place.write("plans/strategy.toml", strategy);
        for (file, text) in areas {
            place.write(&format!("plans/{file}"), text);
        }
        place.committed()
    }

    /// Makes a repository of it and commits everything.
    fn committed(self) -> Self {
        self.git(&["init", "-q", "-b", "main"]);
        self.git(&["config", "user.name", "Zhang"]);
        self.git(&["config", "user.email", "zhang@example.org"]);
        self.git(&["add", "plans", "seeds"]);
        self.git(&["commit", "-q", "-m", "The plan"]);
        self
    }

    /// Sets a variable for the runs that follow.
    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        self.variables.push((name, value.to_owned()));
    }

    /// Lets the runs that follow take place on `day`.
    pub(crate) fn set_day(&mut self, day: &str) {
        self.set("FUPAN_NOW", &format!("{day}T10:05:00+08:00"));
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(path), content).unwrap();
    }

    /// Puts `new` in the place of the first `old` in a file.
    pub(crate) fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{old} is not in {path}");
        self.write(path, text.replacen(old, new, 1));
    }

    /// Returns the reviewers' files, sorted, with their contents.
    pub(crate) fn reviews(&self) -> Vec<(String, String)> {
        let Ok(entries) = fs::read_dir(self.path("plans/reviews")) else { return Vec::new() };
        let mut files: Vec<(String, String)> = entries
            .map(|entry| entry.unwrap().path())
            .map(|path| {
                (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    pub(crate) fn fupan(&self, arguments: &[&str]) -> Ran {
        self.fupan_in("", arguments)
    }

    /// Runs the program in a directory of the place.
    pub(crate) fn fupan_in(&self, directory: &str, arguments: &[&str]) -> Ran {
        let mut command = self.command(env!("CARGO_BIN_EXE_fupan"));
        command.args(arguments).current_dir(self.path(directory));
        ran(&command.output().unwrap())
    }

    /// Runs the program, and kills it as soon as it has git do `operation`.
    pub(crate) fn kill_at(&self, operation: &str, arguments: &[&str]) {
        let kill = format!("for word; do [ \"$word\" = {operation} ] && kill -9 $PPID && exit 1; done");
        let output = self.run_with_git(&kill, arguments);
        assert_eq!(output.status.signal(), Some(9), "{output:?}");
    }

    /// Runs the program, and returns what it has git do, a run of git a line.
    pub(crate) fn runs_of_git(&self, arguments: &[&str]) -> Vec<String> {
        let log = self.path("home/runs");
        let output = self.run_with_git(&format!("echo \"$*\" >>'{}'", log.display()), arguments);
        assert!(output.status.success(), "{output:?}");
        let runs = fs::read_to_string(&log).unwrap();
        fs::remove_file(log).unwrap();
        runs.lines().map(str::to_owned).collect()
    }

    /// Runs the program with a git that fails with `said` once it has done `operation`.
    pub(crate) fn fupan_with_git_failing_after(
        &self,
        operation: &str,
        said: &str,
        arguments: &[&str],
    ) -> Ran {
        let path = std::env::var("PATH").unwrap_or_default();
        let fail = format!("PATH='{path}' git \"$@\" && echo '{said}' >&2; exit 128");
        let first = format!("for word; do if [ \"$word\" = {operation} ]; then {fail}; fi; done");
        ran(&self.run_with_git(&first, arguments))
    }

    /// Runs the program under a limit of the shell, such as `-f 0`.
    pub(crate) fn fupan_within(&self, limit: &str, arguments: &[&str]) -> Ran {
        let mut command = self.command("bash");
        let script = format!("ulimit {limit}; exec \"$@\"");
        command.args(["-c", &script, "bash", env!("CARGO_BIN_EXE_fupan")]).args(arguments);
        ran(&command.current_dir(self.directory.path()).output().unwrap())
    }

    /// Runs the program with a git that a shell does `first` for, each time.
    fn run_with_git(&self, first: &str, arguments: &[&str]) -> Output {
        let git = self.path("home/git");
        let path = std::env::var("PATH").unwrap_or_default();
        fs::write(&git, format!("#!/bin/sh\n{first}\nPATH='{path}' exec git \"$@\"\n")).unwrap();
        fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = self.command(env!("CARGO_BIN_EXE_fupan"));
        command.args(arguments).env("PATH", format!("{}:{path}", self.path("home").display()));
        let output = command.current_dir(self.directory.path()).output().unwrap();
        fs::remove_file(git).unwrap();
        output
    }

    /// Runs the program and reads the one object it writes, which must be an envelope of `kind`.
    pub(crate) fn json(&self, kind: &str, arguments: &[&str]) -> Value {
        let ran = self.fupan(&[arguments, &["--format", "json"]].concat());
        let read: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
        assert_eq!((&read["fupan"], &read["kind"]), (&1.into(), &kind.into()), "{}", ran.out);
        assert!(ran.out.ends_with("}\n") && ran.out.lines().count() == 1, "{}", ran.out);
        read
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let mut command = self.command("git");
        let output = command.args(arguments).current_dir(self.directory.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Has a shell carry out `commands`, with the program where a shell finds it.
    pub(crate) fn sh(&self, commands: &str) {
        let program = Path::new(env!("CARGO_BIN_EXE_fupan")).parent().unwrap().display().to_string();
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = self.command("sh");
        command.args(["-c", commands]).env("PATH", format!("{program}:{path}"));
        let output = command.current_dir(self.directory.path()).output().unwrap();
        assert!(output.status.success(), "{commands}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Prepares a program with an environment in which nothing of this machine's user is left.
    #[expect(clippy::disallowed_methods, reason = "a test runs programs as a user does")]
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.path("home"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", self.directory.path().join(".."))
            .envs(self.clock.variables())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }
}

fn ran(output: &Output) -> Ran {
    Ran {
        status: output.status.code().expect("no signal ends the program"),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        errors: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

impl Ran {
    /// Asserts the exit status, and returns what was written.
    #[track_caller]
    pub(crate) fn ends(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }
}
