//! Finds the plan directory a run is about, and the language it speaks.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::scan::Scan;
use super::surroundings::Surroundings;
use crate::config::Config;
use crate::plan::Interface;
use crate::source::{self, SourceText};
use crate::store::{Disk, Files as _, PlanDirectory, read_bytes};
use crate::text::Foreign;

/// Returns the directory that `named` means, wherever it is, or, where nothing is named, the nearest from the directory
/// of the run upwards: `plans` in that, even without its strategy, before a plan further up.
pub(super) fn plan_directory(named: Option<&Path>, surroundings: &Surroundings) -> Result<PathBuf, Failure> {
    let home = surroundings.variable("HOME").map(Path::new);
    let here = surroundings.directory.as_deref();
    match named {
        Some(named) if !named.is_dir() => Err(Failure::NoDirectory { path: shown(named) }),
        Some(named) => [named.to_owned(), named.join("plans")]
            .into_iter()
            .find(|path| path.join("strategy.toml").is_file())
            .or_else(|| holds_a_plan(named))
            .ok_or_else(|| Failure::NoPlanIn { path: shown(named) }),
        None => here
            .and_then(|here| {
                let nearest = PlanDirectory::nearest(here, home).map(|plan| plan.path().to_owned());
                let further_up = nearest.as_ref().is_none_or(|plan| !plan.starts_with(here));
                further_up.then(|| holds_a_plan(&here.join("plans"))).flatten().or(nearest)
            })
            .ok_or(Failure::NoPlan),
    }
}

/// A plan may be without its strategy, which is then a problem of the plan.
fn holds_a_plan(directory: &Path) -> Option<PathBuf> {
    let paths = Disk.list(directory).ok()?;
    paths
        .iter()
        .any(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .then(|| directory.to_owned())
}

fn shown(path: &Path) -> Foreign {
    Foreign::from_bytes(path.as_os_str().as_encoded_bytes())
}

/// Returns the language of this run: by option, variable, configuration and locale, else the first of the strategy.
pub(super) fn interface(
    scan: &Scan,
    surroundings: &Surroundings,
    config: &Config,
    plans: Option<&Path>,
) -> Interface {
    let from = |text: Option<&str>| text.and_then(Interface::understand);
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| surroundings.variable(name));
    scan.language
        .or_else(|| from(surroundings.variable("FUPAN_LANG")))
        .or_else(|| from(config.language.as_deref()))
        .or_else(|| from(locale))
        .or_else(|| from(first_language(plans?).as_deref()))
        .unwrap_or(Interface::Chinese)
}

fn first_language(plans: &Path) -> Option<String> {
    let bytes = read_bytes(&Disk, plans, &plans.join("strategy.toml")).ok()?;
    let (strategy, _) = source::strategy(&SourceText::decode(Foreign::default(), bytes));
    Some(strategy.first_language().to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn found_from(here: &Path, home: &Path) -> Result<PathBuf, Failure> {
        let surroundings = Surroundings {
            environment: [("HOME".into(), home.into())].into(),
            directory: Some(here.to_owned()),
            ..Surroundings::default()
        };
        plan_directory(None, &surroundings)
    }

    /// Makes a plan in `directory`.
    fn plan_in(directory: &Path) -> PathBuf {
        let plans = directory.join("plans");
        fs::create_dir_all(&plans).unwrap();
        fs::write(plans.join("strategy.toml"), "").unwrap();
        plans
    }

    #[test]
    fn a_plan_without_its_strategy_comes_before_one_further_up() {
        let directory = tempfile::tempdir().unwrap();
        let (here, top) = (directory.path().join("county"), directory.path());
        let above = plan_in(top);
        fs::create_dir_all(here.join("plans")).unwrap();
        assert_eq!(found_from(&here, top), Ok(above));
        fs::write(here.join("plans/1-ports.toml"), "").unwrap();
        assert_eq!(found_from(&here, top), Ok(here.join("plans")));
    }

    #[test]
    fn discovery_looks_at_the_top_of_the_work_tree_and_not_above_it() {
        for is_linked in [false, true] {
            let directory = tempfile::tempdir().unwrap();
            let top = directory.path().join("clone");
            let here = top.join("a/b");
            fs::create_dir_all(&here).unwrap();
            let above = plan_in(directory.path());
            assert_eq!(found_from(&here, directory.path()), Ok(above));
            if is_linked {
                fs::write(top.join(".git"), "gitdir: elsewhere\n").unwrap();
            } else {
                fs::create_dir(top.join(".git")).unwrap();
            }
            assert_eq!(found_from(&here, directory.path()), Err(Failure::NoPlan));
            let own = plan_in(&top);
            assert_eq!(found_from(&here, directory.path()), Ok(own));
        }
    }

    #[test]
    fn discovery_looks_at_home_and_not_above_it() {
        let directory = tempfile::tempdir().unwrap();
        let home = directory.path().join("home/jia");
        let here = home.join("work");
        fs::create_dir_all(&here).unwrap();
        plan_in(directory.path());
        assert_eq!(found_from(&here, &home), Err(Failure::NoPlan));
        // However its path is written.
        std::os::unix::fs::symlink(&home, directory.path().join("link")).unwrap();
        assert_eq!(found_from(&here, &directory.path().join("link")), Err(Failure::NoPlan));
        let own = plan_in(&home);
        assert_eq!(found_from(&here, &home), Ok(own));
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a test that cannot be made says so")]
    fn discovery_stops_where_directories_belong_to_somebody_else() {
        let directory = tempfile::tempdir().unwrap();
        let theirs = directory.path().join("theirs");
        let here = theirs.join("mine");
        fs::create_dir_all(&here).unwrap();
        let above = plan_in(&theirs);
        assert_eq!(found_from(&here, directory.path()), Ok(above));
        // Only root can give files away; everybody else has the root directory above them.
        if rustix::process::geteuid().is_root() {
            std::os::unix::fs::chown(&theirs, Some(4711), None).unwrap();
            assert_eq!(found_from(&here, directory.path()), Err(Failure::NoPlan));
        } else {
            eprintln!("skipped: only root can make a directory of somebody else");
        }
    }

    #[test]
    fn a_plan_that_is_named_is_found_wherever_it_is() {
        let directory = tempfile::tempdir().unwrap();
        let here = directory.path().join("clone");
        fs::create_dir_all(here.join(".git")).unwrap();
        let above = plan_in(directory.path());
        let surroundings = Surroundings {
            environment: [("HOME".into(), here.clone().into())].into(),
            directory: Some(here),
            ..Surroundings::default()
        };
        assert_eq!(plan_directory(Some(&above), &surroundings), Ok(above.clone()));
        assert_eq!(plan_directory(Some(directory.path()), &surroundings), Ok(above));
    }

    #[test]
    fn the_language_is_settled_by_the_first_that_says_it() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("strategy.toml"), "languages = [\"en\", \"zh\"]\n").unwrap();
        let config = |language: &str| Config { language: Some(language.to_owned()), ..Config::default() };
        let none = Config::default();
        let (zh, en) = (Interface::Chinese, Interface::English);
        for (option, variables, config, expected) in [
            (Some(en), &[("FUPAN_LANG", "zh"), ("LANG", "zh_CN.UTF-8")][..], config("zh"), en),
            (None, &[("FUPAN_LANG", "zh"), ("LANG", "en_GB.UTF-8")], config("en"), zh),
            (None, &[("LANG", "en_GB.UTF-8")], config("zh"), zh),
            (None, &[("LANG", "zh_CN.UTF-8")], none.clone(), zh),
            (None, &[("LC_ALL", "C.UTF-8"), ("LANG", "zh_CN.UTF-8")], none.clone(), en),
            (None, &[("LC_ALL", ""), ("LC_MESSAGES", "zh_CN"), ("LANG", "en")], none.clone(), zh),
            (None, &[("FUPAN_LANG", "de"), ("LANG", "de_DE")], none.clone(), en),
        ] {
            let surroundings = Surroundings {
                environment: variables.iter().map(|(name, value)| (name.into(), value.into())).collect(),
                ..Surroundings::default()
            };
            let scan = Scan { language: option, ..Scan::default() };
            let found = interface(&scan, &surroundings, &config, Some(directory.path()));
            assert_eq!(found, expected, "{variables:?}");
        }
    }
}
