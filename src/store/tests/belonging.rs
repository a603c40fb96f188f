//! A state directory is found again when its plan has moved, and by no other plan.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::{Disk, find_state, note_plan, state_directory};

/// A home, and plans beside it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn plan(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Makes a plan whose state holds `name`.
    fn make(&self, name: &str) -> PathBuf {
        let plan = self.plan(name);
        fs::create_dir(&plan).unwrap();
        let state = self.find(&plan);
        note_plan(&Disk, &state, &plan).unwrap();
        fs::write(state.join("what"), name).unwrap();
        plan
    }

    fn home(&self) -> PathBuf {
        self.plan("state")
    }

    fn find(&self, plan: &Path) -> PathBuf {
        find_state(&Disk, &self.home(), plan)
    }

    /// What the state of the plan at `name` holds.
    fn held(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.find(&self.plan(name)).join("what")).ok()
    }
}

#[test]
fn it_follows_its_plan() {
    let place = Place::new();
    let plan = place.make("a");
    assert_eq!(place.held("a").as_deref(), Some("a"));
    fs::rename(&plan, place.plan("b")).unwrap();
    assert_eq!(place.held("b").as_deref(), Some("a"));
    assert_eq!(place.find(&place.plan("b")), state_directory(&place.home(), &place.plan("b")));
    // And again, also where nothing was noted in between.
    fs::rename(place.plan("b"), place.plan("c")).unwrap();
    assert_eq!(place.held("c").as_deref(), Some("a"));
}

#[test]
fn a_copy_has_none_of_it() {
    let place = Place::new();
    place.make("a");
    fs::create_dir(place.plan("copy")).unwrap();
    assert_eq!(place.held("copy"), None);
    assert_eq!(place.held("a").as_deref(), Some("a"));
}

#[test]
fn two_plans_that_change_places_keep_their_own() {
    let place = Place::new();
    let (a, b) = (place.make("a"), place.make("b"));
    fs::rename(&a, place.plan("aside")).unwrap();
    fs::rename(&b, &a).unwrap();
    fs::rename(place.plan("aside"), &b).unwrap();
    assert_eq!(place.held("a").as_deref(), Some("b"));
    assert_eq!(place.held("b").as_deref(), Some("a"));
}

#[test]
fn a_directory_that_was_made_again_in_the_same_place_keeps_it() {
    let place = Place::new();
    let plan = place.make("a");
    // As a checkout does of a branch without the plan, and back.
    fs::rename(&plan, place.plan("old")).unwrap();
    fs::create_dir(&plan).unwrap();
    fs::remove_dir(place.plan("old")).unwrap();
    assert_eq!(place.held("a").as_deref(), Some("a"));
}

#[test]
fn what_is_noted_badly_is_nobodys() {
    let place = Place::new();
    let plan = place.make("a");
    let state = place.find(&plan);
    for text in ["", "\n", "1 2\n", "x y z /a\n", "1 2 3 /a"] {
        fs::write(state.join("plan"), text).unwrap();
        fs::rename(&plan, place.plan("b")).unwrap();
        assert_eq!(place.held("b"), None, "{text:?}");
        fs::rename(place.plan("b"), &plan).unwrap();
        assert_eq!(place.held("a").as_deref(), Some("a"), "{text:?}");
    }
}
