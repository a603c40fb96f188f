//! Settings of a repository that make git run nothing. Knows them by name, and takes all others for ones that name a
//! program.

use super::trust::SETTINGS;

/// Sections in which no key names a program.
const HARMLESS_SECTIONS: &str = "advice alias blame branch color column feature gitflow gui i18n include \
    includeif index log pack rerere status user versionsort";

/// Keys that name no program, by section; between section and name there may be more.
const HARMLESS: [(&str, &str); 22] = [
    ("commit", "cleanup gpgsign status template verbose"),
    (
        "core",
        "abbrev attributesfile autocrlf bare bigfilethreshold checkstat commentchar commitgraph \
         compression deltabasecachelimit eol excludesfile filemode fscache fsync fsyncmethod \
         hidedotfiles hookspath ignorecase ignorestat logallrefupdates longpaths loosecompression \
         multipackindex precomposeunicode prefersymlinkrefs preloadindex protecthfs protectntfs \
         quotepath repositoryformatversion safecrlf sharedrepository sparsecheckout sparsecheckoutcone \
         splitindex symlinks trustctime untrackedcache warnambiguousrefs whitespace worktree",
    ),
    ("credential", "usehttppath username"),
    ("diff", "algorithm colormoved context mnemonicprefix noprefix renamelimit renames submodule"),
    ("extensions", "noop objectformat preciousobjects relativeworktrees worktreeconfig"),
    ("fetch", "all fsckobjects output parallel prune prunetags recursesubmodules writecommitgraph"),
    (
        "gc",
        "aggressivedepth aggressivewindow auto autodetach autopacklimit cruftpacks logexpiry packrefs \
         pruneexpire reflogexpire reflogexpireunreachable rerereresolved rerereunresolved \
         worktreepruneexpire writecommitgraph",
    ),
    ("gpg", "allowedsignersfile format mintrustlevel revocationfile"),
    ("http", "extraheader lowspeedlimit lowspeedtime postbuffer version"),
    ("init", "defaultbranch defaultobjectformat defaultrefformat"),
    ("lfs", "access locksverify repositoryformatversion"),
    ("maintenance", "auto enabled strategy"),
    ("merge", "conflictstyle ff name renamelimit renames stat"),
    ("pull", "ff rebase"),
    ("push", "autosetupremote default followtags recursesubmodules"),
    ("rebase", "autosquash autostash updaterefs"),
    ("receive", "denycurrentbranch denydeletecurrent denydeletes denynonfastforwards fsckobjects"),
    (
        "remote",
        "fetch followremotehead gh-resolved mirror partialclonefilter promisor prune prunetags \
         pushdefault skipdefaultupdate skipfetchall tagopt",
    ),
    ("submodule", "active branch fetchrecursesubmodules ignore recurse url"),
    ("tag", "gpgsign sort"),
    ("transfer", "fsckobjects unpacklimit"),
    ("uploadpack", "allowanysha1inwant allowfilter allowreachablesha1inwant allowtipsha1inwant"),
];

/// Tells whether a setting names no program, whatever git is asked to do. Addresses of remotes are judged elsewhere.
pub(super) fn is_harmless(key: &[u8], value: &[u8]) -> bool {
    let Some((section, name)) = split(key) else { return false };
    let is_ours =
        |(ours, runs): &(&str, &str)| key.eq_ignore_ascii_case(ours.as_bytes()) && value == runs.as_bytes();
    if SETTINGS.iter().any(is_ours) {
        return true;
    }
    // Git hands the name of a remote on as an argument when it fetches what is missing.
    if key.to_ascii_lowercase().starts_with(b"remote.-") {
        return false;
    }
    match (section.as_str(), name.as_str()) {
        ("extensions", "partialclone") => !value.starts_with(b"-"),
        ("core", "fsmonitor") => matches!(value, b"true" | b"false" | b""),
        // Where references are stored may be a program, or another directory.
        ("extensions", "refstorage") => matches!(value, b"files" | b"reftable"),
        (section, _) if HARMLESS_SECTIONS.split(' ').any(|known| known == section) => true,
        (section, name) => HARMLESS
            .iter()
            .any(|(known, names)| *known == section && names.split(' ').any(|known| known == name)),
    }
}

/// Tells whether a setting is the address of a remote.
pub(super) fn is_address(key: &[u8]) -> bool {
    let named = split(key);
    let named = named.as_ref().map(|(section, name)| (section.as_str(), name.as_str()));
    matches!(named, Some(("remote", "url" | "pushurl")))
}

/// Returns section and name of a key, which git writes in small letters.
fn split(key: &[u8]) -> Option<(String, String)> {
    let first = key.iter().position(|&byte| byte == b'.')?;
    let last = key.iter().rposition(|&byte| byte == b'.')?;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    Some((text(&key[..first])?, text(&key[last + 1..])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_that_git_would_take_for_an_option_is_not_harmless() {
        assert!(is_harmless(b"extensions.partialclone", b"origin"));
        assert!(is_harmless(b"remote.origin.promisor", b"true"));
        assert!(!is_harmless(b"extensions.partialclone", b"--upload-pack=touch x; :"));
        assert!(!is_harmless(b"remote.--upload-pack=touch x; :.promisor", b"true"));
    }

    #[test]
    fn the_tables_are_sorted_and_in_small_letters() {
        let sections = || HARMLESS_SECTIONS.split(' ');
        assert!(sections().is_sorted());
        assert!(HARMLESS.is_sorted());
        for (section, names) in HARMLESS {
            assert!(!sections().any(|known| known == section), "{section} stands there twice");
            assert!(names.split(' ').is_sorted_by(|one, next| one < next), "{section}");
            assert_eq!(names, names.to_ascii_lowercase(), "{section}");
        }
    }
}
