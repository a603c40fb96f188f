//! `strategy.toml`: what holds for the whole plan.

use std::collections::HashSet;

use toml::de::{DeTable, DeValue};

use super::SourceText;
use super::reading::{self, Reader};
use crate::plan::{
    CitationRule, CommitWhen, Fault, Field, Level, Lines, Localized, OwnField, OwnFieldKind, Problem,
    PublishWhen, Reviewer, ReviewerId, Rule, SavedQuery, Status, StatusId, Strategy, SuspectWhen, look_alike,
    unportable,
};

/// The newest form of the files that this version understands.
const FORMAT: i64 = 1;

/// The keys of an item that are no fields, and so cannot be the name of one.
const KEYS: [&str; 9] = ["id", "metric", "seed", "related", "was", "review", "goal", "task", "project"];

/// Reads `strategy.toml`. What it does not say, or says wrongly, is as by default; with an error in it nothing is approved.
pub fn strategy(source: &SourceText) -> (Strategy, Vec<Problem>) {
    let (table, syntax) = reading::parse(source);
    let lines = source.lines();
    let mut problems = source.at_first_sight();
    if !problems.iter().any(|problem| problem.fault == Fault::ConflictMarkers) {
        problems.extend(syntax);
    }
    let languages = languages(&lines, &table, &mut problems);
    let mut reader = Reader::new(&lines, &table, 0..0, &languages);
    let mut strategy = Strategy::default();
    format(&mut reader);
    reader.raw("languages");
    let title = reader.localized("title");
    reader.demand("title");
    strategy.title = title.unwrap_or_default();
    strategy.cite = reader.word("cite", &CitationRule::ALL, CitationRule::name).unwrap_or_default();
    strategy.commit = reader.word("commit", &CommitWhen::ALL, CommitWhen::name).unwrap_or_default();
    strategy.publish = reader.word("publish", &PublishWhen::ALL, PublishWhen::name).unwrap_or_default();
    strategy.suspect = reader.word("suspect", &SuspectWhen::ALL, SuspectWhen::name).unwrap_or_default();
    for (table, span) in reader.tables("reviewer") {
        let mut inner = Reader::new(&lines, table, span, &languages);
        let listed = reviewer(&mut inner);
        let is_new = listed.as_ref().is_some_and(|one| check_name(&one.id, &strategy.reviewers, &mut inner));
        strategy.reviewers.extend(listed.filter(|_| is_new));
        reader.problems.extend(inner.finish());
    }
    let tables = reader.tables("status");
    let taken: Vec<char> =
        tables.iter().filter_map(|(table, _)| one_character(table.get("key")?.get_ref())).collect();
    let statuses: Vec<Status> = tables
        .into_iter()
        .filter_map(|(table, span)| {
            let mut inner = Reader::new(&lines, table, span, &languages);
            let status = status(&mut inner, &languages, &taken);
            reader.problems.extend(inner.finish());
            status
        })
        .collect();
    if !statuses.is_empty() {
        strategy.statuses = distinct(statuses, &mut reader);
    }
    strategy.own_fields = own_fields(&mut reader, &languages);
    covers(&mut reader, &mut strategy);
    verdict(&mut reader, &languages, &mut strategy);
    strategy.queries = queries(&mut reader);
    problems.extend(reader.finish());
    reading::drop_echoes(&mut problems);
    // Whoever or whatever could not be read may stand in the way of approval.
    strategy.unknown_rule |= problems.iter().any(|problem| problem.level() == Level::Error);
    strategy.languages = languages;
    (strategy, problems)
}

fn languages(lines: &Lines<'_>, table: &DeTable<'_>, problems: &mut Vec<Problem>) -> Vec<String> {
    let mut reader = Reader::new(lines, table, 0..0, &[]);
    let named = reader.list("languages");
    problems.append(&mut reader.problems);
    if named.is_empty() {
        Strategy::default().languages
    } else {
        named.iter().map(|tag| tag.raw().to_owned()).collect()
    }
}

fn format(reader: &mut Reader<'_>) {
    reader.demand("format");
    if let Some(format) = reader.whole("format").filter(|format| *format > FORMAT) {
        let span = reader.raw("format").map_or(0..0, toml::Spanned::span);
        reader.report(Fault::NewerFormat { format }, span);
    }
}

fn reviewer(reader: &mut Reader<'_>) -> Option<Reviewer> {
    let (name, email, role) = (reader.foreign("name"), reader.foreign("email"), reader.foreign("role"));
    let (from, until) = (reader.date("from"), reader.date("until"));
    let id = reader.required("id")?;
    match ReviewerId::parse(id) {
        Ok(id) => Some(Reviewer { id, name, email, role, from, until }),
        Err(why) => {
            let span = reader.raw("id").map_or(0..0, toml::Spanned::span);
            reader.report(Fault::BadId { id: id.into(), why }, span);
            None
        }
    }
}

/// Tells whether an id is none of those before it. Reports one that is, that looks like one, or that not every system can
/// have in the name of a file.
fn check_name(id: &ReviewerId, before: &[Reviewer], reader: &mut Reader<'_>) -> bool {
    let span = reader.raw("id").map_or(0..0, toml::Spanned::span);
    if before.iter().any(|reviewer| reviewer.id == *id) {
        reader.report(Fault::DuplicateReviewer { id: id.clone() }, span);
        return false;
    }
    if let Some(why) = unportable(id.as_str()) {
        reader.report(Fault::UnportableName { name: id.as_str().into(), why }, span.clone());
    }
    if let Some(other) = look_alike(id.as_str(), before.iter().map(|reviewer| &reviewer.id)) {
        reader.report(Fault::LookAlikeReviewer { id: id.clone(), other: other.clone() }, span);
    }
    true
}

/// Reads which fields a mark covers: of every plan, or of this one.
fn covers(reader: &mut Reader<'_>, strategy: &mut Strategy) {
    let own = || strategy.own_fields.iter().map(|field| field.name.as_str());
    let named = reader.spanned_list("covers");
    let is_field = |name: &str| !matches!(Field::named(name), Field::Own(_)) || own().any(|own| own == name);
    let (known, unknown): (Vec<_>, Vec<_>) = named.into_iter().partition(|(name, _)| is_field(name));
    let fixed = Field::FIXED.iter().map(Field::name);
    let allowed: Vec<String> = fixed.chain(own()).map(str::to_owned).collect();
    for (name, span) in unknown {
        let fault = Fault::BadWord { key: "covers".into(), word: name.into(), allowed: allowed.clone() };
        reader.report(fault, span);
    }
    if !known.is_empty() {
        strategy.covers = known.into_iter().map(|(name, _)| Field::named(name)).collect();
    }
}

fn status(reader: &mut Reader<'_>, languages: &[String], taken: &[char]) -> Option<Status> {
    let names: Vec<_> =
        languages.iter().filter_map(|tag| Some((tag.clone(), reader.foreign(tag)?))).collect();
    let (settles, reason) = (reader.boolean("settles"), reader.boolean("reason"));
    let key = reader.typed("key", "one character", one_character);
    let key_place = reader.lines.place(reader.raw("key").map_or(0..0, toml::Spanned::span));
    let symbol = reader.typed("symbol", "one character", one_character);
    let id = reader.required("id")?;
    if reader.raw("key").is_none() {
        let free = Status::KEYS.into_iter().filter(|key| !taken.contains(key)).collect();
        let place = reader.place();
        reader.problems.push(Problem { fault: Fault::StatusWithoutKey { status: id.into(), free }, place });
    }
    let key = key?;
    Some(Status {
        id: StatusId::new(id),
        name: if names.is_empty() {
            Localized::new(vec![(String::new(), id.into())])
        } else {
            Localized::new(names)
        },
        key,
        key_place,
        symbol: symbol.unwrap_or(key),
        settles: settles.unwrap_or(false),
        reason: reason.unwrap_or(false),
    })
}

fn one_character(value: &DeValue<'_>) -> Option<char> {
    let mut chars = value.as_str()?.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn distinct(statuses: Vec<Status>, reader: &mut Reader<'_>) -> Vec<Status> {
    let (mut ids, mut keys) = (HashSet::new(), HashSet::new());
    let span = reader.raw("status").map_or(0..0, toml::Spanned::span);
    let mut kept = Vec::new();
    for status in statuses {
        if ids.insert(status.id.clone()) && keys.insert(status.key) {
            kept.push(status);
        } else {
            reader.report(Fault::DuplicateStatus { status: status.id.as_str().into() }, span.clone());
        }
    }
    kept
}

fn own_fields(reader: &mut Reader<'_>, languages: &[String]) -> Vec<OwnField> {
    let Some(fields) = reader.typed("fields", "a table of fields", DeValue::as_table) else {
        return Vec::new();
    };
    let mut own = Vec::new();
    for (name, value) in fields {
        let DeValue::Table(table) = value.get_ref() else {
            let wanted = "a table with label, type and covered";
            reader
                .report(Fault::WrongType { key: format!("fields.{}", name.get_ref()), wanted }, value.span());
            continue;
        };
        let mut inner = Reader::new(reader.lines, table, value.span(), languages);
        let field = OwnField {
            name: name.get_ref().to_string(),
            label: inner
                .localized("label")
                .unwrap_or_else(|| Localized::new(vec![(String::new(), name.get_ref().as_ref().into())])),
            kind: inner.word("type", &OwnFieldKind::ALL, OwnFieldKind::name).unwrap_or(OwnFieldKind::Text),
            covered: inner.boolean("covered").unwrap_or(false),
        };
        reader.problems.extend(inner.finish());
        if matches!(Field::named(&field.name), Field::Own(_)) && !KEYS.contains(&field.name.as_str()) {
            own.push(field);
        } else {
            reader.report(Fault::TakenField { name: field.name.into() }, name.span());
        }
    }
    own
}

/// Reads the saved queries; whether they can be understood is told where queries are.
fn queries(reader: &mut Reader<'_>) -> Vec<SavedQuery> {
    let Some(table) = reader.typed("query", "a table of queries", DeValue::as_table) else {
        return Vec::new();
    };
    let mut queries = Vec::new();
    for (name, value) in table {
        let place = reader.lines.place(value.span());
        if let Some(text) = value.get_ref().as_str() {
            let name = name.get_ref().as_ref().into();
            queries.push(SavedQuery { name, text: text.into(), place });
        } else {
            let key = format!("query.{}", name.get_ref());
            reader.report(Fault::WrongType { key, wanted: "text" }, value.span());
        }
    }
    queries.sort_by(|a, b| a.place.cmp(&b.place));
    queries
}

/// Reads how marks become a verdict. Without a `rule`, required roles are one.
fn verdict(reader: &mut Reader<'_>, languages: &[String], strategy: &mut Strategy) {
    let Some(value) = reader.raw("verdict") else { return };
    let Some(table) = reader.typed("verdict", "a table with rule and required", DeValue::as_table) else {
        strategy.unknown_rule = true;
        return;
    };
    let mut inner = Reader::new(reader.lines, table, value.span(), languages);
    strategy.required = inner.list("required");
    let span_of = |inner: &mut Reader<'_>, key| inner.raw(key).map_or(0..0, toml::Spanned::span);
    match inner.string("rule") {
        None if strategy.required.is_empty() => {}
        None => strategy.rule = Rule::Required,
        Some(named) => {
            let known = Rule::ALL.into_iter().find(|rule| rule.name() == named);
            strategy.rule = known.unwrap_or_default();
            if known.is_none() {
                let span = span_of(&mut inner, "rule");
                let known = Rule::ALL.map(Rule::name).to_vec();
                inner.report(Fault::UnknownRule { rule: named.into(), known }, span);
                strategy.unknown_rule = true;
            }
        }
    }
    if strategy.rule == Rule::Required && strategy.required.is_empty() {
        let span = span_of(&mut inner, "rule");
        inner.report(Fault::NoRequiredRole, span);
    }
    let held = |role: &str| {
        strategy
            .reviewers
            .iter()
            .any(|reviewer| reviewer.role.as_ref().is_some_and(|held| held.raw() == role))
    };
    let nobodys: Vec<&str> = strategy.deciding_roles().filter(|role| !held(role)).collect();
    for role in nobodys {
        let named = strategy.required.iter().any(|required| required.raw() == role);
        let span = span_of(&mut inner, if named { "required" } else { "rule" });
        inner.report(Fault::RoleOfNobody { role: role.into() }, span);
    }
    reader.problems.extend(inner.finish());
}
