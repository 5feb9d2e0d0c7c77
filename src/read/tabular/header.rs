//! What a header says about its column, in the languages of the page and some more.
//!
//! In: the cell above a column. Out: whether it names a time, an end, a length, a row number, an identifier, a place, what is
//! no connectivity; the zone that stands in it. Headers only lean: the cells decide.

use crate::base::zone::Zone;
use crate::read::scalar::label::Label;

const TIMES: &str = "t clock time timestamp date datetime ts epoch unix unixtime stamp day when moment zeit datum zeitstempel uhrzeit tag \
    fecha hora heure horodatage data tempo jour дата время زمان تاریخ ساعت روز الوقت وقت التاريخ تاريخ 时间 日期 時間 時刻 시간 \
    날짜 일시 समय दिनांक तारीख tarih saat waktu tanggal changed measured-at checked-at recorded-at";
/// Moments of something else than the measurement.
const OTHER_MOMENTS: &str = "updated update inserted received uploaded upload-time stored ingested processed modified expires exported fetched \
    end ended until to stop stopped finished resolved closed completed bis ende hasta fin fim конец پایان نهاية 结束 종료 \
    last next downloaded published created";
const STARTS: &str = "start started begin began beginning from since onset down-at von beginn inicio início desde debut début de depuis \
    начало شروع آغاز از بداية البداية 开始 시작 शुरू आरंभ detected opened outage-start shutdown-start inizio başlangıç mulai \
    went-down logged-at reported-at störungsbeginn";
const ENDS: &str = "etr end ended until to stop stopped finish finished resolved restored restoration restore closed up-at bis ende fin hasta fim até jusqu \
    fine bitiş selesai came-back störungsende окончание конец پایان تا نهاية النهاية 结束 종료 समाप्त अंत recovered recovery";
const LENGTHS: &str = "duration length downtime dauer duración duracion durée duree duração duracao длительность продолжительность مدت \
    المدة مدة 时长 持续时间 持続時間 기간 지속 अवधि lasted süre süresi durata czas-trwania durasi minutes-down hours-down \
    seconds-down days-down down-for time-down";
const PLACES: &str = "country place region location city province area land país pais pays страна регион کشور استان شهر بلد البلد \
    الدولة 国家 地区 국가 지역 देश क्षेत्र network isp provider service monitor host component entity geo geography ort \
    ciudad ville cidade город state district website";
/// Words for what is counted.
const COUNTS: &str = "count counts number tests measurements requests hits queries lookups users visitors views clients customers \
    subscribers sessions connections calls messages events samples observations flows packets bytes anzahl nombre número cantidad \
    clientes usuarios abonnés utilisateurs numero количество число пользователей تعداد کاربران عدد 数量 用户数 수 संख्या";

/// Of the places those that name a country: what an outage is priced by.
const COUNTRIES: &str = "country land país pais pays страна کشور البلد الدولة 国家 국가 देश iso iso2 iso3 cc";
const ROW_NUMBERS: &str = "index idx no nr num row rownum row-number id n lp rn seq sequence record unnamed-0 level-0 x ردیف رقم م 序号 번호 \
    क्रम क्रमांक linha fila ligne zeile lfd номер п icmp-seq entry entry-id line";
const IDENTIFIERS: &str = "asn as as-number probe-asn probe probe-id prb-id msm-id site site-id node node-id port sensor station zip \
    postal-code id server-id vlan cell-id tower network-id location-id city-id region-id country-id district-id \
    host-id monitor-id target-id zone-id fips fips-code";
/// The same, written in one word.
const JOINED_IDENTIFIERS: &str = "itemid objectid hostid monitorid sensorid deviceid probeid siteid nodeid serverid stationid triggerid groupid \
    channelid interfaceid clientid customerid userid testid checkid targetid locationid regionid cityid countryid eventid logid \
    recordid rowid metricid seriesid accountid parentid msmid prbid asid uid uuid guid";
const NO_SIGNALS: &str = "table id ids index lat lon lng latitude longitude hour day month year año jahr année weekday minute label labels truth is-outage \
    time-local-hr timezone-offset utc-offset zip asn prb-id msm-id probe-id anomaly unnamed-0 week quarter dow \
    icmp-seq ttl seq size ns nsec nanos nanosecond nanoseconds status-code http-code http-status http-status-code response-code retries attempt attempts port \
    version buffer-size buffersize server-d important identifier span spandays num display-hint down-count ifindex if-index asn-v4 asn-v6 \
    download-bytes upload-bytes download-elapsed upload-elapsed";
/// The same where they stand last, behind what they are of.
const NO_SIGNALS_OF: &str = "id identifier hash nanos display-hint ttl port lat lon lng latitude longitude isprating loggedin ispdlavg ispulavg";
/// What says nothing about connectivity.
const NO_CONNECTIVITY: &str = "temperature temp humidity battery voltage current-ma cpu disk memory mem ram swap fan distance altitude elevation \
    pressure wind rain rainfall brightness price load-average cpu-temp co2 pm25 pm10 dew uv heap threads processes \
    maintenance temperatura batería bateria humedad umidade température batterie humidité temperatur akku luftfeuchtigkeit \
    температура батарея влажность دما باتری رطوبت حرارة الحرارة بطارية البطارية رطوبة 温度 电池 湿度 온도 배터리 습도 तापमान बैटरी \
    आर्द्रता";
const TEXTS: &str = "message msg comment comments remark remarks note notes description error reason cause ursache grund bemerkung \
    causa motivo motif raison razón причина علت دلیل السبب سبب 原因 이유 사유 कारण neden sebep alasan user-agent useragent agent \
    title details url link text info output server-name sponsor server server-id test-server result-url external-ip \
    ip client-ip share";

/// What a header says.
pub(crate) struct Header {
    label: Label,
}

impl Header {
    /// Reads a header.
    pub(crate) fn of(text: &str) -> Header {
        Header { label: Label::of(text) }
    }

    pub(crate) fn is_time(&self) -> bool {
        self.label.has(TIMES)
    }

    /// When something changed, and not when it was looked at.
    pub(crate) fn is_change(&self) -> bool {
        self.label.is("changed last-changed changed-at last-change state-changed state-changed-at since")
    }

    /// The moment of something else: when the row was stored, or when what it tells ended.
    pub(crate) fn is_other_moment(&self) -> bool {
        self.label.has(OTHER_MOMENTS)
    }

    pub(crate) fn names_a_date(&self) -> bool {
        self.label.has("date day datum tag fecha data jour дата تاریخ التاريخ 日期 날짜 दिनांक")
    }

    pub(crate) fn is_start(&self) -> bool {
        self.label.has(STARTS)
    }

    pub(crate) fn is_end(&self) -> bool {
        self.label.has(ENDS) && !self.label.begins(STARTS)
    }

    /// The moment at which something came back.
    pub(crate) fn is_return(&self) -> bool {
        self.label.has("restored restoration restore recovered recovery came-back up-at")
    }

    /// When something is thought to come back.
    pub(crate) fn is_estimate(&self) -> bool {
        self.label.has("etr estimated estimate expected predicted")
    }

    pub(crate) fn is_length(&self) -> bool {
        // How long something was out within each day is a sum, and none of its rows begins then.
        self.label.has(LENGTHS) && !self.label.has("daily hourly weekly monthly total per-day")
    }

    pub(crate) fn is_duration(&self) -> bool {
        self.label.is("duration elapsed took")
    }

    pub(crate) fn is_place(&self) -> bool {
        self.label.has(PLACES)
    }

    pub(crate) fn is_country(&self) -> bool {
        self.label.has(COUNTRIES)
    }

    /// A part of a country.
    pub(crate) fn is_part(&self) -> bool {
        self.label.has("state states county district province prefecture city town municipality bundesland landkreis estado \
            provincia departamento ciudad cidade ville département oblast область район город استان شهر ولاية محافظة مدينة 州 省 市 도 시 राज्य ज़िला")
    }

    pub(crate) fn is_row_number(&self) -> bool {
        self.label.is("") || self.label.is(ROW_NUMBERS)
    }

    pub(crate) fn is_identifier(&self) -> bool {
        self.label.is(IDENTIFIERS) || self.label.is(JOINED_IDENTIFIERS)
    }

    /// An id and nothing that people call it by.
    pub(crate) fn is_plain_id(&self) -> bool {
        self.label.is("id uid uuid guid")
    }

    pub(crate) fn is_hour_ending(&self) -> bool {
        self.label.is("hour-ending hour-end he")
    }

    pub(crate) fn is_hour(&self) -> bool {
        self.is_hour_ending() || self.label.is("hour hr hh hour-of-day stunde hora heure час ساعت الساعة 小时 시 घंटा")
    }

    pub(crate) fn is_text(&self) -> bool {
        self.label.has(TEXTS)
    }

    pub(crate) fn is_minute(&self) -> bool {
        self.label.is("minute min mm minuto minuten минута دقیقه الدقيقة 分 분 मिनट")
    }

    /// A step on a scale that only its makers know.
    pub(crate) fn is_level(&self) -> bool {
        self.label.is("severity stage priority tier impact-level severity-level alert-level loadshedding-stage load-shedding-stage")
    }

    /// A number that measures nothing.
    pub(crate) fn is_no_signal(&self) -> bool {
        self.label.is(NO_SIGNALS) || self.label.begins("id") || self.label.ends(NO_SIGNALS_OF)
    }

    pub(crate) fn is_no_connectivity(&self) -> bool {
        self.label.has(NO_CONNECTIVITY)
            || self.label.has_begun("cpu disk batt humid temper ssd hdd storage memus memfree")
    }

    /// True where the word in each row says what was measured.
    pub(crate) fn is_measure(&self) -> bool {
        self.label.is("metric metric-name measurement measure field type key name item item-name sensor entity-id series variable \
            indicator parameter quantity counter")
    }

    /// For how long a device has run, or the share of time in which it was up: the cells tell which.
    pub(crate) fn is_running_time(&self) -> bool {
        self.label.has("uptime")
    }

    pub(crate) fn is_local(&self) -> bool {
        self.label.has("local lokal locale")
    }

    pub(crate) fn is_zone(&self) -> bool {
        self.label.has("zone timezone tz offset utcoffset gmtoffset zeitzone zona fuseau пояс منطقه 时区")
    }
}

/// True for a name that says that a time stands there.
pub(crate) fn is_time_name(name: &str) -> bool {
    Header::of(name).is_time()
}

/// True for a name of what was counted: of many keys such numbers add up. A mean of counts does not.
pub(crate) fn is_count(name: &str) -> bool {
    let label = Label::of(name);
    label.has(COUNTS)
        && !label.has("mean average avg median max min p50 p90 p95 p99 percent pct percentage ratio rate share index")
}

/// The zone that a header names: `Time (GMT+3)`, `time [UTC+05:30]`, `time_utc`, `Time (Asia/Tehran)`.
pub(crate) fn zone_in(text: &str) -> Option<Zone> {
    let upper = text.to_ascii_uppercase();
    for prefix in ["UTC", "GMT"] {
        for (at, _) in upper.match_indices(prefix) {
            let own = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let rest = upper.get(at + prefix.len()..).unwrap_or_default();
            let end =
                rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '-' | '−' | ':'))).unwrap_or(rest.len());
            if !own(upper.get(..at).and_then(|before| before.chars().next_back()))
                || !own(rest.get(end..).and_then(|r| r.chars().next()))
            {
                continue;
            }
            let offset = rest.get(..end).unwrap_or_default().trim_end_matches(['-', ':', '+']);
            if offset.is_empty() {
                return Some(Zone::utc());
            }
            if let Some(zone) = Zone::named(&[prefix, offset].concat()) {
                return Some(zone);
            }
        }
    }
    let inner = text.split(['(', ')', '[', ']']).map(str::trim);
    inner.filter(|word| word.contains('/') || word.starts_with(['+', '-'])).find_map(Zone::named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::MINUTE;

    #[test]
    fn zones_stand_in_headers() {
        for (text, minutes) in [
            ("Time (GMT+3)", Some(180)),
            ("time [UTC+05:30]", Some(330)),
            ("Time (UTC-5)", Some(-300)),
            ("time_utc", Some(0)),
            ("Time (UTC)", Some(0)),
            ("Zeit (+03:30)", Some(210)),
            ("time", None),
            ("future", None),
        ] {
            assert_eq!(zone_in(text).map(|zone| zone.offset(0) / MINUTE), minutes, "{text}");
        }
    }

    #[test]
    fn headers_lean() {
        assert!(Header::of("Started at").is_start());
        assert!(Header::of("Resolved at").is_end());
        assert!(Header::of("estimatedRestoration").is_estimate());
        assert!(!Header::of("End (EST)").is_estimate());
        assert!(Header::of("Unnamed: 0").is_row_number());
        assert!(Header::of("").is_row_number());
        assert!(Header::of("probe_asn").is_identifier());
        assert!(!Header::of("probes").is_identifier());
        assert!(
            ["دمای پردازنده", "ssd_free", "storage used", "memuse"]
                .iter()
                .all(|name| Header::of(name).is_no_connectivity())
        );
    }
}
