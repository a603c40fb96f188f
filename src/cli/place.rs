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

/// Returns the directory that `named` means, or, where nothing is named, the nearest from `here` upwards: `plans` in
/// `here`, even without its strategy, before a plan further up.
pub(super) fn plan_directory(named: Option<&Path>, here: Option<&Path>) -> Result<PathBuf, Failure> {
    match named {
        Some(named) if !named.is_dir() => Err(Failure::NoDirectory { path: shown(named) }),
        Some(named) => [named.to_owned(), named.join("plans")]
            .into_iter()
            .find(|path| path.join("strategy.toml").is_file())
            .or_else(|| holds_a_plan(named))
            .ok_or_else(|| Failure::NoPlanIn { path: shown(named) }),
        None => here
            .and_then(|here| {
                let nearest = PlanDirectory::nearest(here).map(|plan| plan.path().to_owned());
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

    #[test]
    fn a_plan_without_its_strategy_comes_before_one_further_up() {
        let directory = tempfile::tempdir().unwrap();
        let here = directory.path().join("county");
        fs::create_dir_all(here.join("plans")).unwrap();
        fs::create_dir(directory.path().join("plans")).unwrap();
        fs::write(directory.path().join("plans/strategy.toml"), "").unwrap();
        assert_eq!(plan_directory(None, Some(&here)), Ok(directory.path().join("plans")));
        fs::write(here.join("plans/1-ports.toml"), "").unwrap();
        assert_eq!(plan_directory(None, Some(&here)), Ok(here.join("plans")));
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
