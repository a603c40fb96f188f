//! What the watch reports: changes of others soon, our own never, and that it cannot follow any.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::store::watch::watch_with;
use crate::store::{OwnWrites, Sighting, Watch, WatchError};

struct Scene {
    _home: tempfile::TempDir,
    plans: PathBuf,
    own: Arc<OwnWrites>,
    /// The system has no watch left.
    refused: Arc<AtomicBool>,
    reported: Receiver<Sighting>,
    watch: Watch,
}

fn scene() -> Scene {
    scene_where_watches_are_refused(false)
}

fn scene_where_watches_are_refused(refused: bool) -> Scene {
    let home = tempfile::tempdir().unwrap();
    let plans = home.path().canonicalize().unwrap().join("plans");
    fs::create_dir_all(plans.join("reviews")).unwrap();
    fs::write(plans.join("1-a.toml"), "a").unwrap();
    let own = Arc::new(OwnWrites::default());
    let (report, reported) = mpsc::channel();
    let (explain, seeds) = (Arc::clone(&own), home.path().canonicalize().unwrap().join("seeds"));
    let refused = Arc::new(AtomicBool::new(refused));
    let refuses = Arc::clone(&refused);
    let begin = move |handler| {
        if refuses.load(Ordering::Relaxed) {
            return Err(notify::Error::generic("no watch left"));
        }
        notify::recommended_watcher(handler)
    };
    let explains = move |path: &Path| explain.explain(path);
    let watch =
        watch_with(begin, &[&plans, &seeds], explains, move |sighting| drop(report.send(sighting))).unwrap();
    Scene { _home: home, plans, own, refused, reported, watch }
}

impl Scene {
    fn next(&self) -> Sighting {
        self.reported.recv_timeout(Duration::from_secs(10)).expect("something is reported")
    }

    /// Appends as the program does.
    fn append(&self, name: &str, text: &str) {
        let write = self.own.begin();
        let path = self.plans.join(name);
        let whole = fs::read_to_string(&path).unwrap_or_default() + text;
        fs::write(&path, &whole).unwrap();
        write.left(&path, whole.len() as u64);
    }
}

/// Changes another file, whose report shows that nothing was reported before it.
fn is_silent_about(scene: &Scene, change: impl Fn()) {
    change();
    // Longer than a burst: what had to be reported of the change alone has been.
    assert!(scene.reported.recv_timeout(Duration::from_millis(400)).is_err());
    fs::write(scene.plans.join("1-a.toml"), "b").unwrap();
    assert!(matches!(scene.next(), Sighting::Changed));
}

#[test]
fn changes_that_never_rest_are_reported_while_they_go_on() {
    let scene = scene();
    let begun = Instant::now();
    let mut count = 0;
    let reported = loop {
        count += 1;
        fs::write(scene.plans.join("1-a.toml"), count.to_string()).unwrap();
        if let Ok(sighting) = scene.reported.recv_timeout(Duration::from_millis(10)) {
            break sighting;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "nothing while it goes on");
    };
    assert!(matches!(reported, Sighting::Changed));
}

#[test]
fn what_this_run_appended_is_no_change_and_what_others_add_to_it_is() {
    let scene = scene();
    is_silent_about(&scene, || scene.append("reviews/jia.000000.toml", "one\n"));
    is_silent_about(&scene, || scene.append("reviews/jia.000000.toml", "two\n"));
    scene.append("reviews/jia.000000.toml", "three\n");
    fs::write(scene.plans.join("reviews/jia.000000.toml"), "another hand\n").unwrap();
    assert!(matches!(scene.next(), Sighting::Changed));
}

#[test]
fn a_directory_that_comes_later_or_comes_back_is_followed() {
    let scene = scene();
    let seeds = scene.plans.parent().unwrap().join("seeds");
    fs::create_dir(&seeds).unwrap();
    assert!(matches!(scene.next(), Sighting::Changed));
    fs::write(seeds.join("s.md"), "x").unwrap();
    assert!(matches!(scene.next(), Sighting::Changed));
    let away = scene.plans.parent().unwrap().join("away");
    fs::rename(&scene.plans, &away).unwrap();
    assert!(matches!(scene.next(), Sighting::Changed));
    fs::rename(&away, &scene.plans).unwrap();
    assert!(matches!(scene.next(), Sighting::Changed));
    fs::write(scene.plans.join("1-a.toml"), "c").unwrap();
    assert!(matches!(scene.next(), Sighting::Changed));
}

#[test]
fn a_look_reports_nothing_while_changes_are_followed() {
    let scene = scene();
    is_silent_about(&scene, || scene.watch.look());
    assert!(Path::new(&scene.plans).is_dir());
}

#[test]
fn without_a_watch_a_look_finds_what_changed_and_the_watch_when_there_is_one_again() {
    let scene = scene_where_watches_are_refused(true);
    let Sighting::Lost(WatchError { source, .. }) = scene.next() else { panic!("it says so") };
    assert_eq!(source.to_string(), "no watch left");
    for change in ["b", "c"] {
        fs::write(scene.plans.join("1-a.toml"), change).unwrap();
        scene.watch.look();
        assert!(matches!(scene.next(), Sighting::Changed));
    }
    fs::write(scene.plans.join("reviews/yi.000000.toml"), "new\n").unwrap();
    scene.watch.look();
    assert!(matches!(scene.next(), Sighting::Changed));
    fs::remove_file(scene.plans.join("1-a.toml")).unwrap();
    scene.watch.look();
    assert!(matches!(scene.next(), Sighting::Changed));
    // Of its own appends, and of nothing, a look reports nothing: what comes next is that there is a watch again.
    scene.append("reviews/jia.000000.toml", "one\n");
    scene.watch.look();
    scene.refused.store(false, Ordering::Relaxed);
    scene.watch.look();
    assert!(matches!(scene.next(), Sighting::Regained));
    fs::write(scene.plans.join("1-a.toml"), "d").unwrap();
    assert!(matches!(scene.next(), Sighting::Changed));
}
