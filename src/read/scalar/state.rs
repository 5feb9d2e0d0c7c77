//! Reads a word that says up or down.
//!
//! In: the bytes of one cell. Out: true for up, false for down, in the languages of the page and some more. Words that may
//! mean something else beside numbers (`1`, `0`, `on time`) are none.

use super::text::plain_text;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Every word with what it says.
static STATES: LazyLock<BTreeMap<&str, bool>> = LazyLock::new(|| {
    let down = DOWN.split('|').map(|word| (word, false));
    down.chain(UP.split('|').map(|word| (word, true))).collect()
});

/// Words for up, each in lower case.
const UP: &str = "up|online|true|ok|okay|yes|success|successful|succeeded|connected|available|reachable|operational|working|active|\
    alive|healthy|pass|passed|on|resolved|running|responding|y|u|t|normal|good|open|green|accessible|powered|in sync|synced|\
    restored|recovery|recovered|reconnected|connect|✔|✓|✅|🟢|erreichbar|verbunden|ja|an|\
    verfügbar|aktiv|erfolg|erfolgreich|behoben|wiederhergestellt|en línea|en linea|conectado|sí|si|conectada|activo|activa|disponible|sim|ativo|disponível|ligado|no ar|\
    éxito|sucesso|funcionando|en ligne|connecté|connectée|oui|actif|disponible|succès|joignable|raggiungibile|\
    connesso|działa|dostępny|połączono|spojeno|онлайн|да|доступен|доступна|доступно|работает|подключен|подключено|есть|вкл|в сети|успех|так|وصل|متصل|\
    آنلاین|بله|فعال|برقرار|روشن|نعم|متاح|يعمل|نشط|متصلة|在线|正常|有网|是|已连接|连接|可用|开|成功|온라인|정상|연결됨|연결|예|接続|オンライン|はい|चालू|हाँ|\
    हां|ऑनलाइन|सक्रिय|जुड़ा|çevrimiçi|evet|bağlı|daring|ya|aktif|terhubung";

/// Words for down, each in lower case.
const DOWN: &str = "down|offline|ng|false|fail|failed|failure|no|error|err|disconnected|unavailable|unreachable|timeout|timed out|\
    request timed out|inactive|dead|unhealthy|outage|off|lost|broken|critical|stopped|n|d|f|ko|closed|red|inaccessible|unpowered|no sync|problem|downtime|disconnect|full outage|\
    full_outage|major_outage|✘|✗|❌|🔴|not ok|no connection|\
    not connected|not reachable|not responding|timedout|destinationhostunreachable|destination host unreachable|\
    host unreachable|general failure|transmit failed|ttl expired|not available|major outage|nok|bad|no response|no answer|no reply|\
    nicht erreichbar|getrennt|nein|aus|nicht verfügbar|inaktiv|fehler|fehlgeschlagen|störung|ausfall|fuera de línea|fuera de linea|\
    desconectado|desconectada|inactivo|inactiva|no disponible|não|nao|inativo|indisponível|desligado|caído|caída|falla|fallo|falha|erro|\
    sin conexión|sem conexão|fora do ar|fora|hors ligne|déconnecté|déconnectée|non|inactif|indisponible|échec|erreur|\
    panne|injoignable|non raggiungibile|disconnesso|nie działa|niedostępny|rozłączono|prekinuto|офлайн|оффлайн|нет|недоступен|недоступна|недоступно|не работает|\
    отключен|отключено|выкл|ошибка|не в сети|ні|сбой|قطع|آفلاین|خیر|نه|غیرفعال|خاموش|غير متصل|غير متصلة|لا|غير متاح|\
    معطل|منقطع|متوقف|مقطوع|خطأ|خطا|离线|否|异常|断网|断开|已断开|未连接|不可用|关|失败|故障|오프라인|장애|끊김|연결 끊김|아니요|切断|オフライン|いいえ|बंद|नहीं|ऑफ़लाइन|\
    ऑफलाइन|निष्क्रिय|çevrimdışı|hayır|kapalı|bağlı değil|terputus|luring|tidak|putus|mati";

/// Words that answer a question, and so say up or down only with what their header asks.
const ANSWERS: &str = "true|false|yes|no|y|n|t|f|ja|nein|sí|si|oui|non|sim|não|nao|да|нет|так|ні|بله|خیر|نعم|لا|是|否|예|아니요|はい|いいえ|हाँ|हां|\
    नहीं|evet|hayır|ya|tidak";

/// Words that say that a check got no answer, where a number was due.
const FAILURES: &str = "timeout|timed out|timedout|request timed out|general failure|transmit failed|unreachable|host unreachable|destination host unreachable|network unreachable|\
    no response|no answer|no reply|unavailable|failed|fail|failure|error|down|offline|lost|*|err|ошибка|таймаут|خطا|قطع|超时|失败|\
    delai depasse|échec|fehler|시간 초과";

/// What is up or down where a word says so beside the state: `link down`, `Power restored`, `нет интернета`.
const SUBJECTS: &str = "ping|link|internet|connection|connectivity|power|host|service|wan|line|network|net|server|site|interface|modem|router|\
    isp|the|back|is|now|was|has|been|wurde|ist|интернет|интернета|\
    связь|اینترنت|الإنترنت|internetverbindung|verbindung|conexión|conexão|connexion|connessione|bağlantı";

/// True for up, false for down, `None` for any other text.
pub(crate) fn read(cell: &[u8]) -> Option<bool> {
    const LONG: usize = 60;
    if cell.len() > LONG || begins_with_digit(cell) {
        return None;
    }
    let text = plain_text(cell).to_lowercase();
    // Behind the word may stand a code or a reason in brackets.
    let bare =
        text.split_once('(').filter(|(word, rest)| !word.is_empty() && rest.ends_with(')')).map(|(word, _)| word);
    let word = bare.unwrap_or(&text).trim_matches(['.', '!', ' ']);
    known(word).or_else(|| known(without_subject(word)?)).or_else(|| joined(word))
}

/// Words that programs join: `CONNECTION_ERROR`, `bad_status`, `HTTP_503`, `STATUS_OK`. One that says no to another is not read.
fn joined(text: &str) -> Option<bool> {
    const SAID: &[&str] = &["ok", "success", "up", "online"];
    const FAILED: &[&str] = &[
        "err",
        "error",
        "fail",
        "failed",
        "failure",
        "timeout",
        "refused",
        "unreachable",
        "bad",
        "down",
        "offline",
        "exception",
        "unavailable",
    ];
    if !text.contains('_') || !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return None;
    }
    let words: Vec<&str> = text.split('_').collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let code = words.first().filter(|first| **first == "http").and_then(|_| words.get(1)?.parse::<u16>().ok());
    match (
        has(SAID) || code.is_some_and(|code| (200..400).contains(&code)),
        has(FAILED) || code.is_some_and(|c| c >= 400),
    ) {
        _ if has(&["no", "not", "non", "un"]) => None,
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// The words that are left when those around them only name what is up or down.
fn without_subject(text: &str) -> Option<&str> {
    const WORDS: usize = 6;
    if !text.contains(' ') || text.split(' ').count() > WORDS {
        return None;
    }
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once(' ').filter(|(first, _)| holds(SUBJECTS, first)) {
        rest = behind;
        if known(rest).is_some() {
            return Some(rest);
        }
    }
    while let Some((before, _)) = rest.rsplit_once(' ').filter(|(_, last)| holds(SUBJECTS, last)) {
        rest = before;
    }
    Some(rest)
}

fn known(word: &str) -> Option<bool> {
    STATES.get(word).copied()
}

/// No word for a state begins so; most cells of a table do.
fn begins_with_digit(cell: &[u8]) -> bool {
    cell.first().is_some_and(u8::is_ascii_digit)
}

/// True for yes and no, true and false.
pub(crate) fn is_answer(cell: &[u8]) -> bool {
    holds(ANSWERS, &plain_text(cell).to_lowercase())
}

/// True for words that say that a check got no answer.
pub(crate) fn is_failure(cell: &[u8]) -> bool {
    if cell.len() > 60 || begins_with_digit(cell) {
        return false;
    }
    let text = plain_text(cell).to_lowercase();
    let word = text.trim_matches(['.', '!', ' ']);
    holds(FAILURES, word) || word.starts_with("timeout of ") || word.starts_with("request timeout")
}

/// True where a check was answered too late or not at all: `*`, `timed out`, `host unreachable`.
pub(crate) fn is_timeout(cell: &[u8]) -> bool {
    let about = ["*", "timeout", "timed out", "unreachable", "no response", "no answer", "no reply"];
    is_failure(cell) && about.iter().any(|word| plain_text(cell).to_lowercase().contains(word))
}

/// True where a list that is parted by bars has the word.
fn holds(list: &str, word: &str) -> bool {
    list.split('|').any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_up_or_down() {
        for (word, up) in
            [("UP", true), ("Down", false), ("fuera de línea", false), ("متصل", true), ("غير متصل", false)]
                .into_iter()
                .chain([
                    ("UP (200)", true),
                    ("link down", false),
                    ("Connection restored", true),
                    ("нет интернета", false),
                    ("back online", true),
                    ("Internet connection is down", false),
                    ("no internet connection", false),
                    ("Internetverbindung wurde getrennt.", false),
                    ("✅", true),
                    ("f", false),
                    ("BAD_STATUS", false),
                    ("connection_error", false),
                    ("HTTP_503", false),
                    ("STATUS_OK", true),
                ])
        {
            assert_eq!(read(word.as_bytes()), Some(up), "{word}");
        }
        assert_eq!(read(b"Tehran"), None);
        assert_eq!(read(b"no new server"), None);
        assert_eq!(read(b"no_error"), None);
        assert_eq!(read(b"up_down_total"), None);
        assert_eq!(read(b""), None);
        assert!(is_failure(b"Request timed out."));
        assert!(!is_failure(b"12"));
    }

    #[test]
    fn no_word_says_both() {
        assert!(UP.split('|').all(|word| !holds(DOWN, word)));
        assert!(STATES.keys().all(|word| !word.is_empty() && !begins_with_digit(word.as_bytes())));
    }
}
