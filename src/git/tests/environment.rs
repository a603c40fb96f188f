//! What of the environment reaches git.

use super::temp_repository::{TempRepository, request};
use crate::git::{Cancel, CommitError, GitError, Repository, brought, commit, state};

#[test]
fn ignores_variables_that_lead_git_elsewhere() {
    let (temp, other) = (TempRepository::new(), TempRepository::new());
    let canary = temp.root().join("canary");
    let touch = format!("touch '{}'", canary.display());
    let elsewhere = other.top.join(".git");
    let elsewhere = elsewhere.to_str().unwrap();
    let git = temp.program(&[
        ("GIT_DIR", elsewhere),
        ("GIT_WORK_TREE", other.top.to_str().unwrap()),
        ("GIT_COMMON_DIR", elsewhere),
        ("GIT_OBJECT_DIRECTORY", "/nowhere"),
        ("GIT_INDEX_FILE", "/nowhere/index"),
        ("GIT_NAMESPACE", "other"),
        ("GIT_PREFIX", "other/"),
        ("GIT_CONFIG_COUNT", "2"),
        ("GIT_CONFIG_KEY_0", "core.fsmonitor"),
        ("GIT_CONFIG_VALUE_0", &touch),
        ("GIT_CONFIG_KEY_1", "core.bare"),
        ("GIT_CONFIG_VALUE_1", "true"),
        ("GIT_CONFIG_PARAMETERS", "'core.bare'='true'"),
        ("GIT_EXTERNAL_DIFF", &touch),
        ("GIT_PAGER", &touch),
        ("GIT_EDITOR", &touch),
        ("GIT_TRACE", canary.to_str().unwrap()),
        ("GIT_TRACE2", canary.to_str().unwrap()),
        ("GIT_EXEC_PATH", "/nowhere"),
        ("GIT_DEFAULT_HASH", "sha256"),
        ("LC_ALL", "zh_CN.UTF-8"),
        ("LANGUAGE", "zh_CN"),
    ]);
    let there = other.head();
    let repository = Repository::discover(&git, &temp.top.join("plans")).unwrap().unwrap();
    assert_eq!(repository.top(), temp.top);
    let made = commit(&repository, &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    assert_eq!(made.oid.as_str(), temp.head());
    assert_eq!(other.head(), there);
    assert_eq!(other.git(["status", "--porcelain"]), "");
    assert!(!canary.exists());
    temp.assert_sound();
}

#[test]
fn stays_with_the_repository_it_has_found() {
    let (temp, other) = (TempRepository::new(), TempRepository::new());
    let repository = temp.open();
    other.write(".gitignore", "plans/\n");
    temp.git(["config", "core.worktree", other.top.to_str().unwrap()]);
    commit(&repository, &request("plans/jia.toml", "one\n")).unwrap().unwrap();
    assert_eq!(state(&repository).unwrap().head.commit().unwrap().as_str(), temp.head());
}

#[test]
fn refuses_a_work_tree_that_is_led_elsewhere_meanwhile() {
    let (temp, other) = (TempRepository::new(), TempRepository::new());
    let linked = temp.root().join("linked");
    temp.git(["worktree", "add", "-q", linked.to_str().unwrap()]);
    let repository = temp.open_at(&linked);
    let (here, there) = (temp.head(), other.head());
    std::fs::write(linked.join(".git"), format!("gitdir: {}/.git\n", other.top.display())).unwrap();
    assert!(!repository.still_stands());
    let refused = commit(&repository, &request("plans/jia.toml", "one\n"));
    let Err(CommitError::Git(GitError::Redirected { redirects, .. })) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(redirects[0].from.raw(), ".git");
    assert_eq!((temp.git(["rev-parse", "linked"]), other.head()), (here, there));
}

#[test]
fn a_hook_runs_at_the_top_with_nothing_but_what_git_itself_sets() {
    let temp = TempRepository::new();
    let said = temp.root().join("said");
    let hook = temp.top.join(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let text = format!(
        "#!/bin/sh\n{{ pwd; env | sed -n 's/^\\(GIT_[A-Z_]*\\)=.*/\\1/p' | sort; }} > '{}'\n",
        said.display()
    );
    std::fs::write(&hook, text).unwrap();
    std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let lines = || {
        let said = std::fs::read_to_string(&said).unwrap();
        said.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    temp.write("other.txt", "two\n");
    temp.git(["commit", "-q", "-a", "-m", "plain"]);
    let plain = lines();
    let repository = temp.open();
    let agreed = brought(&repository).unwrap().fingerprint;
    commit(&repository.trusted(agreed, Cancel::default()), &request("plans/jia.toml", "one\n"))
        .unwrap()
        .unwrap();
    let ours = lines();
    assert_eq!(ours[0], plain[0]);
    // Nobody can be asked.
    let more: Vec<_> =
        ours.iter().filter(|name| !plain.contains(name) && *name != "GIT_TERMINAL_PROMPT").collect();
    assert_eq!(more, [""; 0], "{plain:?}");
    assert!(ours.contains(&"GIT_INDEX_FILE".to_owned()), "{ours:?}");
}

#[test]
fn shows_no_variable_when_printed() {
    let temp = TempRepository::new();
    let printed = format!("{:?}", temp.program(&[("TOKEN", "secret")]));
    assert!(printed.contains("git") && !printed.contains("secret"), "{printed}");
}
