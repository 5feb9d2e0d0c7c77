//! How a chart is drawn: size, colours, letters, and the window of time.

/// Red, green, blue.
pub type Colour = [u8; 3];

/// How a chart is drawn. Sizes are device pixels; `ratio` is device pixels a css pixel.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Style {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Device pixels a css pixel.
    pub ratio: f64,
    /// Font family, as css names it.
    pub font: String,
    /// Size of the page's text in css pixels.
    pub size: f64,
    /// Lines and letters.
    pub ink: Colour,
    /// Letters of less weight.
    pub soft: Colour,
    /// What it is drawn on.
    pub paper: Colour,
    /// Rules and hatching.
    pub line: Colour,
    /// The expected band, and published models.
    pub accent: Colour,
    /// Outages, and our models.
    pub outage: Colour,
    /// First moment shown, epoch milliseconds; otherwise the first there is.
    pub from: Option<f64>,
    /// First moment not shown.
    pub until: Option<f64>,
    /// Compare: true lines signals up by the onset of their outages, false by the clock; otherwise what fits.
    pub onset: Option<bool>,
    /// Id of the outage that is chosen.
    pub selected: Option<String>,
    /// Lines below a picture that leaves its page: whose data, and the receipt.
    pub foot: Vec<String>,
}

/// Height of a line below the chart in css pixels.
const FOOT_LINE: f64 = 18.0;

impl Default for Style {
    fn default() -> Style {
        Style {
            width: 720,
            height: 300,
            ratio: 1.0,
            font: "system-ui, sans-serif".to_owned(),
            size: 16.0,
            ink: [28, 30, 33],
            soft: [90, 95, 102],
            paper: [255, 255, 255],
            line: [214, 218, 224],
            accent: [32, 98, 150],
            outage: [178, 53, 28],
            from: None,
            until: None,
            onset: None,
            selected: None,
            foot: Vec::new(),
        }
    }
}

impl Style {
    /// Css pixels → device pixels.
    pub fn px(&self, css: f64) -> i32 {
        (css * self.ratio).round() as i32
    }

    /// Height of the lines below the chart.
    pub fn foot_height(&self) -> i32 {
        self.foot.len() as i32 * self.px(FOOT_LINE)
    }

    /// Size of labels in device pixels: three quarters of the page's text, never below 12 css pixels.
    pub fn label(&self) -> f64 {
        (self.size * 0.75).clamp(12.0, 15.0) * self.ratio
    }
}
