//! What both sides of a merge changed, as sentences.

use super::Words;
use crate::job::{Operation, Sides};
use crate::merge::{Author, Change, Clash, ClashKind, Dropped, Side, Version};
use crate::text::{Foreign, Shown, fit};

/// How much of a text a line shows, in columns.
const SAID: usize = 40;

/// How many of the changes that go a sentence names.
const DROPS_NAMED: usize = 10;

/// The keys of plan files that have a name in the catalogues.
const FIELDS: [(&str, &str); 12] = [
    ("id", "field-id"),
    ("title", "field-title"),
    ("text", "field-text"),
    ("owner", "field-owner"),
    ("with", "field-with"),
    ("start", "field-start"),
    ("due", "field-due"),
    ("progress", "field-progress"),
    ("metric", "field-metric"),
    ("seed", "field-source"),
    ("related", "field-related"),
    ("was", "field-was"),
];

impl Words {
    /// Says what clashes, and where it stands.
    pub fn clash(&self, clash: &Clash) -> Shown {
        let id = match &clash.kind {
            ClashKind::Field { .. } => "clash-about-field",
            ClashKind::EditedAndRemoved => "clash-about-edited-and-removed",
            ClashKind::Added => "clash-about-added",
            ClashKind::Moved => "clash-about-moved",
            ClashKind::Order => "clash-about-order",
            ClashKind::SameId => "clash-about-same-id",
            ClashKind::OldId => "clash-about-old-id",
            ClashKind::SameArea => "clash-about-same-area",
            ClashKind::SameFile => "clash-about-same-file",
            ClashKind::Nesting => "clash-about-nesting",
            ClashKind::File => "clash-about-file",
        };
        let file = Foreign::from_bytes(clash.file.as_os_str().as_encoded_bytes());
        let args = [("file", (&file).into()), ("id", Shown::of(&clash.id).into())];
        self.say_with(id, &args)
    }

    /// Says which other files are chosen with it; `None` where there are none.
    pub fn clash_also(&self, clash: &Clash) -> Option<Shown> {
        if clash.also.is_empty() {
            return None;
        }
        let files = clash.also.iter().map(|path| Foreign::from_bytes(path.as_os_str().as_encoded_bytes()));
        let files: Vec<Shown> = files.map(|file| file.show().one_line()).collect();
        let files = Shown::join(&files, &self.say("list-separator"));
        Some(self.say_with("clash-also", &[("files", files.into())]))
    }

    /// Says what clashes in one line, its id first and then what each side has and who wrote it; below it, the other files
    /// that are chosen with it and a line for each side, what goes where that one is chosen.
    pub fn clash_lines(&self, clash: &Clash) -> Vec<Shown> {
        let said = |text: &Option<Foreign>| {
            text.as_ref().map_or_else(|| self.say("clash-absent"), |text| fit(&text.show().one_line(), SAID))
        };
        let version = |version: &Version| match self.clash_author(clash, version) {
            Some(by) => {
                let args = [("said", said(&version.said).into()), ("by", by.into())];
                self.say_with("clash-said-by", &args)
            }
            None => said(&version.said),
        };
        let args = [
            ("id", Shown::of(&clash.id).into()),
            ("what", self.clash_kind(&clash.kind).into()),
            ("base", said(&clash.base).into()),
            ("ours", version(&clash.ours).into()),
            ("theirs", version(&clash.theirs).into()),
        ];
        let mut lines = vec![self.say_with("clash-line", &args)];
        let indent = Shown::own("  ");
        let drops = [Side::Ours, Side::Theirs].into_iter().filter_map(|side| {
            let said = self.clash_drops(clash, side, DROPS_NAMED)?;
            Some(Shown::join([&indent, &said], &Shown::default()))
        });
        lines.extend(self.clash_also(clash).map(|said| Shown::join([&indent, &said], &Shown::default())));
        lines.extend(drops);
        lines
    }

    /// Says which changes of the other side go where `side` is chosen, the first `most` by name; `None` where the clash
    /// itself says it all.
    pub fn clash_drops(&self, clash: &Clash, side: Side, most: usize) -> Option<Shown> {
        let (version, id) = match side {
            Side::Ours => (&clash.ours, "clash-drops-ours"),
            Side::Theirs => (&clash.theirs, "clash-drops-theirs"),
        };
        let is_plain = matches!(clash.kind, ClashKind::Field { .. } | ClashKind::Order | ClashKind::Moved);
        if version.drops.len() < if is_plain { 2 } else { 1 } {
            return None;
        }
        let count = version.drops.len();
        let mut named: Vec<Shown> =
            version.drops.iter().take(most).map(|dropped| self.dropped(dropped)).collect();
        if count > most {
            named.push(self.say_with("and-more", &[("count", (count - most).into())]));
        }
        let changes = Shown::join(&named, &self.say("message-separator"));
        Some(self.say_with(id, &[("count", count.into()), ("changes", changes.into())]))
    }

    fn dropped(&self, dropped: &Dropped) -> Shown {
        let id = Shown::of(&dropped.name);
        let name = match &dropped.title {
            Some(title) => {
                let title = fit(&Foreign::from(title.as_str()).show().one_line(), SAID);
                self.say_with("clash-dropped-name", &[("title", title.into()), ("id", id.into())])
            }
            None => id,
        };
        let id = match &dropped.change {
            Change::Added => "clash-dropped-added",
            Change::Removed => "clash-dropped-removed",
            Change::Moved => "clash-dropped-moved",
            Change::Reordered => "clash-dropped-reordered",
            Change::Rewritten => "clash-dropped-rewritten",
            Change::Edited(keys) => {
                let fields: Vec<Shown> = keys.iter().map(|key| self.key_of_field(key)).collect();
                let fields = Shown::join(&fields, &self.say("list-separator"));
                let args = [("name", name.into()), ("fields", fields.into())];
                return self.say_with("clash-dropped-edited", &args);
            }
        };
        self.say_with(id, &[("name", name.into())])
    }

    /// Says who wrote a side, and on which day; with the year where the other side was written in another one.
    pub fn clash_author(&self, clash: &Clash, version: &Version) -> Option<Shown> {
        let year = |by: &Author| by.at.raw().get(..4).map(str::to_owned);
        let years: Vec<_> =
            [&clash.ours, &clash.theirs].iter().filter_map(|side| side.by.as_ref()).map(year).collect();
        let is_one_year = years.windows(2).all(|years| years[0] == years[1]);
        let by = version.by.as_ref()?;
        let day = by.at.raw().get(if is_one_year { 5..10 } else { 0..10 }).unwrap_or_default();
        let args = [("name", by.name.show().one_line().into()), ("at", Shown::of(day).into())];
        Some(self.say_with("clash-by", &args))
    }

    /// Says what each of the two sides is.
    pub fn clash_sides(&self, sides: &Sides) -> [Shown; 2] {
        let (ours, theirs) = match sides.operation {
            Operation::Sync => ("clash-ours-branch", "clash-theirs-upstream"),
            Operation::Merge => ("clash-ours-branch", "clash-theirs-merged"),
            Operation::Rebase => ("clash-ours-onto", "clash-theirs-rebased"),
            Operation::CherryPick => ("clash-ours-branch", "clash-theirs-picked"),
            Operation::Revert => ("clash-ours-branch", "clash-theirs-reverted"),
            Operation::Files => ("clash-ours-file", "clash-theirs-file"),
        };
        [(ours, &sides.ours), (theirs, &sides.theirs)]
            .map(|(id, name)| self.say_with(id, &[("name", name.show().one_line().into())]))
    }

    /// Names what of an item or file clashes, in a word or two.
    pub fn clash_kind(&self, kind: &ClashKind) -> Shown {
        match kind {
            ClashKind::Field { key } => self.key_of_field(key),
            ClashKind::EditedAndRemoved => self.say("clash-kind-edited-and-removed"),
            ClashKind::Added => self.say("clash-kind-added"),
            ClashKind::Moved => self.say("clash-kind-moved"),
            ClashKind::Order => self.say("clash-kind-order"),
            ClashKind::SameId => self.say("clash-kind-same-id"),
            ClashKind::OldId => self.say("clash-kind-old-id"),
            ClashKind::SameArea => self.say("clash-kind-same-area"),
            ClashKind::SameFile => self.say("clash-kind-same-file"),
            ClashKind::Nesting => self.say("clash-kind-nesting"),
            ClashKind::File => self.say("clash-kind-file"),
        }
    }

    /// Names a field by its key in the file. A text is told apart by language, a metric by its parts.
    fn key_of_field(&self, key: &str) -> Shown {
        let (field, part) = key.split_once('.').unwrap_or((key, ""));
        let known = FIELDS.iter().find(|(known, _)| *known == field);
        let field = known.map_or_else(|| Shown::of(field), |(_, id)| self.say(id));
        match part {
            "" => field,
            _ => self.say_with(
                "clash-part-of-field",
                &[("field", field.into()), ("part", Shown::of(part).into())],
            ),
        }
    }
}
