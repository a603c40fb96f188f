//! `merge` and `setup-git`: three versions of a file joined by hand, and by git through the driver.

use super::place::Place;

const TITLE: &str = "title    = { zh = \"浙赣运河\"";

/// Two branches of the plan that both changed the canal; `main` is checked out.
fn branches(theirs: [&str; 2]) -> Place {
    let place = Place::in_git();
    place.git(&["checkout", "-q", "-b", "other"]);
    place.replace("plans/5-ports.toml", theirs[0], theirs[1]);
    place.git(&["commit", "-q", "-a", "-m", "theirs"]);
    place.git(&["checkout", "-q", "-"]);
    place.replace("plans/5-ports.toml", TITLE, "due      = 2026-06-30\ntitle    = { zh = \"浙赣大运河\"");
    place.git(&["commit", "-q", "-a", "-m", "ours"]);
    for (name, revision) in [("base", "HEAD~1"), ("ours", "HEAD"), ("theirs", "other")] {
        place.write(&format!("{name}.toml"), place.git(&["show", &format!("{revision}:plans/5-ports.toml")]));
    }
    place
}

const SAID: &str = "连接浙江与江西的运河，处于谋划阶段。";

#[test]
fn three_files_are_joined_and_printed_or_written() {
    let place = branches([SAID, "已列入规划。"]);
    let printed = place.fupan(&["merge", "base.toml", "ours.toml", "theirs.toml"]).ends(0);
    assert!(printed.out.contains("浙赣大运河") && printed.out.contains("已列入规划。"), "{}", printed.out);
    place.fupan(&["merge", "base.toml", "ours.toml", "theirs.toml", "--output", "5-ports.toml"]).ends(0);
    assert_eq!(place.read("5-ports.toml").trim_end(), printed.out.trim_end());
}

#[test]
fn what_clashes_is_listed_and_nothing_is_written_until_it_is_chosen() {
    let place = branches(["zh = \"浙赣运河\"", "zh = \"浙赣水道\""]);
    let merge =
        ["--lang", "zh", "merge", "base.toml", "ours.toml", "theirs.toml", "--output", "5-ports.toml"];
    let ran = place.fupan(&merge).ends(1);
    assert!(
        ran.errors.contains("ports/zhe-gan-canal:title.zh") && ran.errors.contains("浙赣水道"),
        "{}",
        ran.errors
    );
    assert!(!place.path("5-ports.toml").exists());
    let json = place.fupan(&["--format", "json", "merge", "base.toml", "ours.toml", "theirs.toml"]).ends(1);
    assert!(json.out.contains("\"clashes\":[\"ports/zhe-gan-canal:title.zh\"]"), "{}", json.out);
    let chosen = [&merge[..], &["--choose", "ports/zhe-gan-canal:title.zh=theirs"]].concat();
    place.fupan(&chosen).ends(0);
    let text = place.read("5-ports.toml");
    assert!(text.contains("浙赣水道") && text.contains("due      = 2026-06-30"), "{text}");
    place.fupan(&["merge", "base.toml", "nowhere.toml", "theirs.toml"]).ends(4);
}

/// Does what `setup-git` prints.
fn set_up(place: &Place) {
    let printed = place.fupan(&["setup-git"]).ends(0);
    place.write("set-up.sh", &printed.out);
    place.sh("sh set-up.sh && sh set-up.sh");
    assert_eq!(
        place.read("plans/.gitattributes"),
        "*.toml diff=fupan merge=fupan\n",
        "once, also when done twice"
    );
}

#[test]
fn git_joins_through_the_driver_what_setup_git_configured() {
    let place = branches([SAID, "已列入规划。"]);
    set_up(&place);
    place.sh("git merge -q --no-edit other");
    let text = place.read("plans/5-ports.toml");
    assert!(text.contains("浙赣大运河") && text.contains("已列入规划。"), "{text}");
    // Nobody is asked whether the program itself may run.
    let trust = place.fupan(&["--format", "json", "trust"]).ends(0);
    assert!(trust.out.contains("\"settings\":[]"), "{}", trust.out);
}

#[test]
fn what_the_driver_cannot_join_stays_ours_without_markers() {
    let place = branches(["zh = \"浙赣运河\"", "zh = \"浙赣水道\""]);
    set_up(&place);
    place.sh("! git merge -q --no-edit other");
    assert_eq!(place.read("plans/5-ports.toml").trim_end(), place.read("ours.toml").trim_end());
    assert_eq!(place.git(&["diff", "--name-only", "--diff-filter=U"]).trim(), "plans/5-ports.toml");
}

#[test]
fn git_mergetool_joins_what_git_alone_could_not() {
    let place = branches([SAID, "已列入规划。"]);
    set_up(&place);
    place.sh("rm plans/.gitattributes && ! git merge -q --no-edit other");
    place.sh("git mergetool -t fupan --no-prompt > mergetool.log");
    let text = place.read("plans/5-ports.toml");
    assert!(text.contains("浙赣大运河") && text.contains("已列入规划。") && !text.contains("<<<<"), "{text}");
    assert_eq!(place.git(&["diff", "--name-only", "--diff-filter=U"]), "");
}
