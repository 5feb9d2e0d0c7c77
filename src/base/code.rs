//! The codes of errors and notes: one table, a variant inside and a stable text on the wire.
//!
//! A text never changes its meaning: the page finds its translations by it. The message beside a code says what happened.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! codes {
    ($($variant:ident = $text:literal,)*) => {
        /// What an error or a note is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = concat!("`", $text, "` on the wire.")] $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The text on the wire.
            pub fn text(self) -> &'static str {
                match self { $(Code::$variant => $text,)* }
            }
        }
    };
}

codes! {
    AccountsDiffer = "accounts-differ",
    BadAssumption = "bad-assumption",
    BadClaim = "bad-claim",
    BadFacts = "bad-facts",
    BadOrigin = "bad-origin",
    BadPrefix = "bad-prefix",
    BadPriceYear = "bad-price-year",
    BadSetting = "bad-setting",
    BlankProbablyZero = "blank-probably-zero",
    ChecksFailed = "checks-failed",
    ClockChange = "clock-change",
    ColumnsLeftOut = "columns-left-out",
    CompressionBomb = "compression-bomb",
    CompressionBroken = "compression-broken",
    CounterRate = "counter-rate",
    CountryMissing = "country-missing",
    CutShort = "cut-short",
    Damaged = "damaged",
    DamagedRows = "damaged-rows",
    DamagedTail = "damaged-tail",
    DateOrder = "date-order",
    DecimalComma = "decimal-comma",
    DepthZero = "depth-zero",
    DepthOfWorst = "depth-of-worst",
    DirectionGuessed = "direction-guessed",
    DetectorUnknown = "detector-unknown",
    Drawing = "drawing",
    DuplicateStamps = "duplicate-stamps",
    EditEmpty = "edit-empty",
    EditOutside = "edit-outside",
    EditUnknown = "edit-unknown",
    Edited = "edited",
    EmptyColumns = "empty-columns",
    EmptyFile = "empty-file",
    EmptyTable = "empty-table",
    EncodingGuessed = "encoding-guessed",
    EncodingUnknown = "encoding-unknown",
    EndBeforeStart = "end-before-start",
    EndMissing = "end-missing",
    EndOfData = "end-of-data",
    EpochTime = "epoch-time",
    FactsOld = "facts-old",
    FewValues = "few-values",
    FileSays = "file-says",
    GdpMissing = "gdp-missing",
    GivenEmpty = "given-empty",
    GridTooLong = "grid-too-long",
    Habit = "habit",
    Holiday = "holiday",
    GroupingComma = "grouping-comma",
    InitialInferred = "initial-inferred",
    Json = "json",
    JsonCut = "json-cut",
    JsonSyntax = "json-syntax",
    JsonTooDeep = "json-too-deep",
    KeysAdded = "keys-added",
    KeysAveraged = "keys-averaged",
    LevelShift = "level-shift",
    ListsLeftOut = "lists-left-out",
    LoneWeekend = "lone-weekend",
    MarksMissing = "marks-missing",
    MemberSkipped = "member-skipped",
    MemberUnreadable = "member-unreadable",
    MembersLate = "members-late",
    MissingValues = "missing-values",
    NeedsEncodings = "needs-encodings",
    NeedsFormats = "needs-formats",
    NeedsMrt = "needs-mrt",
    NeedsXlsx = "needs-xlsx",
    NoData = "no-data",
    NoDetector = "no-detector",
    NoGrid = "no-grid",
    NoReport = "no-report",
    NoSeries = "no-series",
    NoTime = "no-time",
    NoTimeColumn = "no-time-column",
    NoValueColumn = "no-value-column",
    NoValues = "no-values",
    Normalised = "normalised",
    NotesLeftOut = "notes-left-out",
    ObservationsCounted = "observations-counted",
    OutOfOrder = "out-of-order",
    OutageUnknown = "outage-unknown",
    OutagesGiven = "outages-given",
    OutagesOpen = "outages-open",
    OutThroughout = "out-throughout",
    OutagesLeftOut = "outages-left-out",
    PartialLastBin = "partial-last-bin",
    PeopleMissing = "people-missing",
    PriceLowerBound = "price-lower-bound",
    PriceYearUnused = "price-year-unused",
    PricesInShort = "prices-in-short",
    ProbesFilled = "probes-filled",
    PublishedRow = "published-row",
    QuoteUnclosed = "quote-unclosed",
    RaggedRows = "ragged-rows",
    ReadApart = "read-apart",
    ReadOtherwise = "read-otherwise",
    ReferenceMissing = "reference-missing",
    ReplyError = "reply-error",
    ReportsLeftOut = "reports-left-out",
    RepresentsUnknown = "represents-unknown",
    ResultsLeftOut = "results-left-out",
    RowTooLong = "row-too-long",
    RowsAveraged = "rows-averaged",
    RowsSorted = "rows-sorted",
    ScopeUnused = "scope-unused",
    ShareMissing = "share-missing",
    ShareOfTotal = "share-of-total",
    ShareUnused = "share-unused",
    SheetRead = "sheet-read",
    SignLeftOut = "sign-left-out",
    SignalUnknown = "signal-unknown",
    SkippedRecords = "skipped-records",
    SlowerAnswers = "slower-answers",
    StartMissing = "start-missing",
    StepOutOfRange = "step-out-of-range",
    StretchesCounted = "stretches-counted",
    TimeOutOfRange = "time-out-of-range",
    TimesImplied = "times-implied",
    TimesMixed = "times-mixed",
    TitlesLeftOut = "titles-left-out",
    TooManyBytes = "too-many-bytes",
    TooManyColumns = "too-many-columns",
    TooManyFiles = "too-many-files",
    TooManyPeers = "too-many-peers",
    TooManySamples = "too-many-samples",
    TooManySeries = "too-many-series",
    UnknownChart = "unknown-chart",
    UnknownCountry = "unknown-country",
    UnknownFormat = "unknown-format",
    UnknownJson = "unknown-json",
    UnknownModel = "unknown-model",
    UnknownSetting = "unknown-setting",
    UnknownValue = "unknown-value",
    UnknownZone = "unknown-zone",
    UnreadableFile = "unreadable-file",
    UnsupportedRecords = "unsupported-records",
    UpdateCounts = "update-counts",
    UsersAbovePeople = "users-above-people",
    UsersMissing = "users-missing",
    UsersUnreliable = "users-unreliable",
    ValueOutOfRange = "value-out-of-range",
    WideBins = "wide-bins",
    WorkbookBroken = "workbook-broken",
    YearNearest = "year-nearest",
    ZoneAssumed = "zone-assumed",
    // In a Report of a newer version, what this one does not know.
    Other = "other",
    ZoneInHeader = "zone-in-header",
}

impl Code {
    /// True where no other file of the same archive is worth a try: a limit is reached, the compressed stream is broken, or
    /// another build has to read it.
    pub fn ends_the_input(self) -> bool {
        matches!(
            self,
            Code::NeedsFormats
                | Code::NeedsMrt
                | Code::NeedsXlsx
                | Code::CompressionBomb
                | Code::CompressionBroken
                | Code::TooManyBytes
                | Code::TooManyColumns
                | Code::TooManyFiles
                | Code::TooManyPeers
                | Code::TooManySamples
                | Code::TooManySeries
        )
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.text())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Code::ALL.iter().copied().find(|code| code.text() == text).unwrap_or(Code::Other))
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn texts_are_words_with_hyphens_and_each_stands_once() {
        let mut texts: Vec<&str> = Code::ALL.iter().map(|code| code.text()).collect();
        assert!(texts.iter().all(|text| text.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }

    #[test]
    fn the_wire_carries_the_text() {
        for code in Code::ALL {
            let wire = serde_json::to_string(code).unwrap();
            assert_eq!(wire, format!("\"{code}\""));
            assert_eq!(serde_json::from_str::<Code>(&wire).unwrap(), *code);
        }
        assert_eq!(serde_json::from_str::<Code>("\"of-tomorrow\"").unwrap(), Code::Other);
    }
}
