//! Everything that can be wrong with files, all at once: each is shown with its place, and nothing else suffers.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::place::{PORTS, Place, STRATEGY, load, mark_item, problems};
use crate::job::Loaded;
use crate::plan::{Fault, FieldValue, Localized};
use crate::store::{Disk, FILE_LIMIT, Files, Handle, Stat};

/// The disk, on which some files may not be read. The superuser may read all, so that modes would prove nothing.
struct Unreadable(&'static str);

impl Files for Unreadable {
    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        Disk.list(directory)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        Disk.stat(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.resolve(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        if path.ends_with(self.0) { Err(io::ErrorKind::PermissionDenied.into()) } else { Disk.open(path) }
    }

    fn open_to_append(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Disk.open_to_append(path)
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Disk.create_new(path)
    }

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        Disk.create_directory(path)
    }

    fn sync_directory(&self, directory: &Path) -> io::Result<()> {
        Disk.sync_directory(directory)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        Disk.remove(path)
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        Disk.replace(path, bytes)
    }
}

fn make_pipe(path: &Path) {
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
}

/// An area with one goal; `rest` follows the id of the area.
fn area(id: &str, rest: &str) -> String {
    format!("id = \"{id}\"\ntitle = \"x\"\n{rest}\n[[goal]]\nid = \"g\"\ntitle = \"g\"\n")
}

fn break_everything(place: &Place) {
    let bad = |name: &str| format!("plans/{name}");
    place.write(bad("10-syntax.toml"), area("syntax", "text = 甲"));
    place.write(bad("11-latin.toml"), [area("latin", "").as_bytes(), b"# \xff\n"].concat());
    let big = "x".repeat(10 << 20);
    place.write(bad("12-big.toml"), area("big", &format!("text = \"{big}\"")));
    place.write("outside.toml", area("outside", ""));
    symlink("../outside.toml", place.root.join("plans/13-out.toml")).unwrap();
    make_pipe(&place.root.join("plans/14-pipe.toml"));
    fs::create_dir(place.root.join("plans/15-directory.toml")).unwrap();
    place.write(bad("16-unreadable.toml"), area("unreadable", ""));
    place.write(bad("17-mark.toml"), format!("\u{feff}{}", area("mark", "")));
    place.write(bad("18-ends.toml"), area("ends", "").replace('\n', "\r\n"));
    place.write(
        bad("19-conflict.toml"),
        area("conflict", "<<<<<<< HEAD\ntext = \"a\"\n=======\ntext = \"b\"\n>>>>>>> x"),
    );
    place.write(bad("20-nul.toml"), area("nul", "text = \"\0\""));
    symlink("nowhere.toml", place.root.join("plans/21-dangling.toml")).unwrap();
    place.write(bad("22-empty.toml"), "");
    place.write(bad("23-key.toml"), area("key", "titel = 1\nowner = 3\nseed = \"x#1\""));
    place.write(bad("24-twice.toml"), area("ports", "").replace("\"g\"", "\"rail\""));
    symlink("24-twice.toml", place.root.join("plans/25-loop.toml")).unwrap();
    fs::remove_file(place.root.join("plans/25-loop.toml")).unwrap();
    symlink("25-loop.toml", place.root.join("plans/25-loop.toml")).unwrap();
    // What nobody asked about.
    place.write(bad(".hidden.toml"), "= broken");
    place.write(bad("notes.txt"), b"\xff");
    // Records.
    place.write("plans/reviews/jia.toml", "");
    make_pipe(&place.root.join("plans/reviews/pipe.000000.toml"));
    place.write("seeds/broken.md", b"## 1 \xff\n");
}

#[test]
fn each_broken_file_is_shown_and_all_else_works() {
    let place = Place::new();
    let mine = mark_item(&place.world(), "jia", "canal", "approved");
    break_everything(&place);
    let before = place.snapshot();
    let loaded = load(&place.world_on(Box::new(Unreadable("16-unreadable.toml"))));
    let found: Vec<_> = problems(&loaded)
        .into_iter()
        .filter(|(_, code, _)| *code != "uncited-hint")
        .map(|(file, code, line)| (file.strip_prefix("plans/").unwrap_or(&file).to_owned(), code, line))
        .collect();
    let expected = [
        ("10-syntax.toml", "not-toml", 3),
        ("11-latin.toml", "not-utf8", 7),
        ("12-big.toml", "too-big", 0),
        ("13-out.toml", "link-outside", 0),
        ("14-pipe.toml", "not-a-file", 0),
        ("15-directory.toml", "not-a-file", 0),
        ("16-unreadable.toml", "cannot-read", 0),
        ("19-conflict.toml", "conflict-markers", 3),
        ("20-nul.toml", "nul-byte", 3),
        ("21-dangling.toml", "cannot-read", 0),
        ("25-loop.toml", "cannot-read", 0),
        ("reviews/pipe.000000.toml", "not-a-file", 0),
        ("seeds/broken.md", "not-utf8", 1),
        ("22-empty.toml", "missing-key", 1),
        ("22-empty.toml", "missing-key", 1),
        ("23-key.toml", "wrong-type", 4),
        ("23-key.toml", "missing-source", 1),
        ("24-twice.toml", "duplicate-area", 1),
        ("24-twice.toml", "duplicate-id", 4),
        ("23-key.toml", "unknown-key", 3),
        ("reviews/jia.toml", "bad-review-file-name", 0),
        ("17-mark.toml", "byte-order-mark", 1),
        ("18-ends.toml", "carriage-returns", 1),
    ];
    let expected: Vec<_> =
        expected.into_iter().map(|(file, code, line)| (file.to_owned(), code, line)).collect();
    assert_eq!(found, expected);
    let size = loaded.problems.iter().find_map(|problem| match problem.fault {
        Fault::TooBig { bytes, limit } => Some((bytes, limit)),
        _ => None,
    });
    let whole = fs::metadata(place.root.join("plans/12-big.toml")).unwrap().len();
    assert_eq!(size, Some((whole, FILE_LIMIT)));
    // Whatever could be read is there.
    let items: Vec<&str> = loaded.plan.items.iter().map(|item| item.id.as_str()).collect();
    let readable = "ports/canal ports/rail syntax/g latin/g mark/g ends/g conflict/g nul/g key/g ports/rail";
    assert_eq!(items.join(" "), readable);
    assert_eq!(loaded.facts, mine.facts);
    assert_eq!(place.snapshot(), before);
}

#[test]
fn marking_goes_on_beside_broken_files_and_changes_none_of_them() {
    let place = Place::new();
    break_everything(&place);
    fs::remove_file(place.root.join("plans/24-twice.toml")).unwrap();
    let before = place.snapshot();
    let recorded = mark_item(&place.world(), "jia", "canal", "approved");
    let mut after = place.snapshot();
    after.remove(Path::new("state"));
    assert!(after.remove(Path::new(recorded.file.raw())).is_some());
    assert_eq!(after, before);
    assert_eq!(load(&place.world()).facts, recorded.facts);
}

#[test]
fn a_plan_without_a_strategy_says_so_and_shows_its_items() {
    let place = Place::new();
    fs::remove_file(place.root.join("plans/strategy.toml")).unwrap();
    let loaded = load(&place.world());
    let first = |loaded: &Loaded| problems(loaded).remove(0);
    assert_eq!(first(&loaded), ("plans/strategy.toml".to_owned(), "no-strategy", 0));
    assert_eq!(loaded.plan.items.len(), 2);
    fs::create_dir(place.root.join("plans/strategy.toml")).unwrap();
    assert_eq!(first(&load(&place.world())).1, "not-a-file");
    fs::remove_dir_all(place.root.join("plans")).unwrap();
    let loaded = load(&place.world());
    assert_eq!((problems(&loaded).len(), loaded.plan.items.len()), (1, 0));
}

#[test]
fn in_a_review_file_each_line_stands_for_itself() {
    let place = Place::new();
    let note = |id: &str, text: &str| format!("{id} = {{ note = \"ports/canal\", text = \"{text}\" }}\n");
    let lines: [&[u8]; 10] = [
        b"format = 1\nreviewer = \"yi\"\n[facts]\n",
        note("01", "a").as_bytes(),
        b"02 = { note = \"ports/canal\", text = \"\xc4\xe3\" }\n",
        b"\0\0\0\0\0\0\n",
        note("03", "b").as_bytes(),
        b"nonsense\n",
        b"04 = { vote = \"ports/canal\" }\n",
        note("05", "c").as_bytes(),
        b"\n<<<<<<< HEAD\n",
        note("06", "d").trim_end().as_bytes(),
    ]
    .map(|line| line.to_vec().leak() as &[u8]);
    place.write("plans/reviews/jia.000000.toml", lines.concat());
    let loaded = load(&place.world());
    let names: Vec<(&str, usize)> =
        loaded.facts.iter().map(|fact| (fact.id.as_str(), fact.place.line)).collect();
    assert_eq!(names, [("01", 4), ("03", 7), ("04", 9), ("05", 10)]);
    let found: Vec<_> = problems(&loaded)
        .into_iter()
        .filter(|(file, ..)| file.contains("reviews"))
        .map(|(_, code, line)| (code, line))
        .collect();
    assert_eq!(
        found,
        [
            ("not-utf8", 5),
            ("nul-byte", 6),
            ("foreign-reviewer", 2),
            ("not-a-fact", 8),
            ("newer-fact", 9),
            ("not-a-fact", 12),
            ("unfinished-line", 13),
        ]
    );
}

#[test]
fn what_is_wrong_between_facts_is_shown_at_the_fact() {
    let place = Place::new();
    let seen = "1:00000000000000000000000000000000";
    let mark = |id: &str, item: &str, status: &str| {
        format!("{id} = {{ mark = \"ports/{item}\", status = \"{status}\", seen = \"{seen}\" }}\n")
    };
    let jia = [
        mark("01", "canal", "approved"),
        mark("02", "gone", "approved"),
        mark("03", "canal", "splendid"),
        mark("01", "rail", "approved"),
        mark("01", "canal", "approved"),
    ];
    place.write("plans/reviews/jia.000000.toml", jia.concat());
    let carry = "05 = { carry = \"ports/canal\", from = \"1:11111111111111111111111111111111\", ";
    let carry = format!("{carry}seen = \"{seen}\", fields = [\"title\"] }}\n");
    place.write("plans/reviews/yi.000000.toml", format!("04 = {{ undo = \"02\" }}\n{carry}"));
    let found: Vec<_> = problems(&load(&place.world()))
        .into_iter()
        .filter(|(file, ..)| file.contains("reviews"))
        .map(|(_, code, line)| (code, line))
        .collect();
    let expected = [
        ("unknown-status", 3),
        ("same-fact-id", 4),
        ("foreign-undo", 1),
        ("carry-unproved", 2),
        ("orphan-fact", 2),
    ];
    assert_eq!(found, expected);
    assert_eq!(PORTS, place.read("plans/5-ports.toml"));
}

#[test]
fn a_change_that_is_not_of_wording_only_is_a_problem_at_its_declaration() {
    use crate::review::{Fingerprint, Wording};
    let place = Place::new();
    let titled = |title: &str| {
        let title = FieldValue::Localized(Localized::new(vec![("zh".into(), title.into())]));
        Fingerprint::of(&Wording::new([("title".to_owned(), title)].into()))
    };
    let declared = |id: &str, from: &str, to: &str| {
        let (was, is) = (titled(from), titled(to));
        format!(
            "{id}a = {{ mark = \"ports/canal\", status = \"approved\", seen = \"{0}\", read = {{ title = {{ zh = \"{from}\" }} }} }}\n\
             {id}b = {{ carry = \"ports/canal\", from = \"{0}\", seen = \"{1}\", read = {{ title = {{ zh = \"{to}\" }} }}, fields = [] }}\n",
            was.as_str(),
            is.as_str()
        )
    };
    place.write(
        "plans/reviews/jia.000000.toml",
        declared("01", "运河", "运河 5 公里") + &declared("02", "运河甲", "运河乙"),
    );
    let found: Vec<_> = problems(&load(&place.world()))
        .into_iter()
        .filter(|(file, ..)| file.contains("reviews"))
        .map(|(_, code, line)| (code, line))
        .collect();
    assert_eq!(found, [("bad-carry-figure", 2)]);
}

#[test]
fn a_bad_byte_in_a_comment_costs_no_item_and_holds_all_of_the_area_back() {
    let bytes = |found: &str| [PORTS.as_bytes(), found.as_bytes()].concat();
    let utf16 = || PORTS.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let bad_byte = [PORTS.as_bytes(), b"# \xd6\xd0\n"].concat();
    let lines = PORTS.lines().count();
    for (content, code, (line, column), damaged) in [
        (bad_byte, "not-utf8", (lines + 1, 3), true),
        (bytes("# 甲\0\n"), "nul-byte", (lines + 1, 4), true),
        (utf16(), "utf-16", (1, 1), true),
        ([b"\xef\xbb\xbf", PORTS.as_bytes()].concat(), "byte-order-mark", (1, 1), false),
    ] {
        let place = Place::new();
        place.write("plans/5-ports.toml", content);
        let loaded = load(&place.world());
        let of_file = loaded.problems.iter().filter(|problem| problem.place.file.raw().contains("5-ports"));
        let found: Vec<_> = of_file
            .map(|problem| (problem.fault.code(), (problem.place.line, problem.place.column)))
            .filter(|(code, _)| *code != "uncited-hint")
            .collect();
        assert_eq!(found, [(code, (line, column))]);
        let items: Vec<(&str, bool)> =
            loaded.plan.items.iter().map(|item| (item.id.as_str(), item.damaged)).collect();
        assert_eq!(items, [("ports/canal", damaged), ("ports/rail", damaged)], "{code}");
        assert_eq!(loaded.plan.areas[0].broken, damaged, "{code}");
    }
}

#[test]
fn a_bad_byte_in_the_strategy_or_a_source_leaves_the_rest_of_it_in_force() {
    let place = Place::new();
    let strategy = [STRATEGY.as_bytes(), b"# \xff\n[[reviewer]]\nid = \"jia\"\n"].concat();
    place.write("plans/strategy.toml", strategy);
    place.write("seeds/s.md", b"# \xff\n\n## 1 A\n\n1.1 B\n");
    let loaded = load(&place.world());
    let of_encoding = loaded.problems.iter().filter(|problem| problem.fault.is_of_encoding());
    let lines: Vec<(&str, usize)> =
        of_encoding.map(|problem| (problem.place.file.raw(), problem.place.line)).collect();
    let line = STRATEGY.lines().count() + 1;
    assert_eq!(lines, [("plans/strategy.toml", line), ("seeds/s.md", 1)]);
    assert_eq!(loaded.plan.strategy.reviewers.len(), 1);
    assert!(loaded.plan.strategy.unknown_rule, "who else must approve may stand where nobody can read it");
    assert_eq!(loaded.plan.seeds[0].clauses.len(), 2);
}

#[test]
fn a_source_is_cited_by_its_name_however_the_system_composes_it() {
    let (composed, decomposed) = ("qúzhōu", "qu\u{301}zho\u{304}u");
    for (file, cited) in [(composed, decomposed), (decomposed, composed), (decomposed, decomposed)] {
        let place = Place::new();
        place.write("plans/strategy.toml", format!("{STRATEGY}cite = \"required\"\n"));
        let area = format!(
            "id = \"a\"\ntitle = \"x\"\nseed = \"{cited}#1\"\n[[goal]]\nid = \"g\"\ntitle = \"y\"\nseed = \"{cited}#1.1\"\n"
        );
        place.write("plans/5-ports.toml", area);
        place.write(format!("seeds/{file}.md"), "+++\ntitle = \"S\"\n+++\n\n## 1 A\n\n1.1 B\n");
        let loaded = load(&place.world());
        let faults: Vec<&str> = loaded.problems.iter().map(|problem| problem.fault.code()).collect();
        assert_eq!((loaded.plan.seeds.len(), faults), (1, Vec::new()), "{file:?} {cited:?}");
    }
}
