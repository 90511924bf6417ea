//! Names of HTML elements and the classes that the parser and the readings sort them into.
//! What does not live here: how elements open and close (see `tree`).

macro_rules! tags {
    ($($variant:ident $name:literal)*) => {
        /// An element's name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Tag { $($variant,)* Other }

        impl Tag {
            /// The tag of a lower-case name; [`Tag::Other`] for names that HTML does not know.
            pub fn of_lower(name: &str) -> Tag {
                match name { $($name => Tag::$variant,)* _ => Tag::Other }
            }

            /// The name in lower case; empty for [`Tag::Other`].
            pub fn name(self) -> &'static str {
                match self { $(Tag::$variant => $name,)* Tag::Other => "" }
            }
        }
    };
}

tags! {
    A "a" Abbr "abbr" Address "address" Applet "applet" Area "area" Article "article" Aside "aside" Audio "audio"
    B "b" Base "base" Bdi "bdi" Bdo "bdo" Big "big" Blockquote "blockquote" Body "body" Br "br" Button "button"
    Canvas "canvas" Caption "caption" Center "center" Cite "cite" Code "code" Col "col" Colgroup "colgroup"
    Data "data" Datalist "datalist" Dd "dd" Del "del" Details "details" Dfn "dfn" Dialog "dialog" Dir "dir" Div "div"
    Dl "dl" Dt "dt" Em "em" Embed "embed" Fieldset "fieldset" Figcaption "figcaption" Figure "figure" Font "font"
    Footer "footer" Form "form" Frame "frame" Frameset "frameset" H1 "h1" H2 "h2" H3 "h3" H4 "h4" H5 "h5" H6 "h6"
    Head "head" Header "header" Hgroup "hgroup" Hr "hr" Html "html" I "i" Iframe "iframe" Img "img" Input "input"
    Ins "ins" Kbd "kbd" Label "label" Legend "legend" Li "li" Link "link" Listing "listing" Main "main" Map "map"
    Mark "mark" Marquee "marquee" Math "math" Menu "menu" Meta "meta" Meter "meter" Nav "nav" Nobr "nobr"
    Noembed "noembed" Noframes "noframes" Noscript "noscript" Object "object" Ol "ol" Optgroup "optgroup"
    Option "option" Output "output" P "p" Param "param" Picture "picture" Plaintext "plaintext" Pre "pre"
    Progress "progress" Q "q" Rb "rb" Rp "rp" Rt "rt" Rtc "rtc" Ruby "ruby" S "s" Samp "samp" Script "script"
    Search "search" Section "section" Select "select" Slot "slot" Small "small" Source "source" Span "span"
    Strike "strike" Strong "strong" Style "style" Sub "sub" Summary "summary" Sup "sup" Svg "svg" Table "table"
    Tbody "tbody" Td "td" Template "template" Textarea "textarea" Tfoot "tfoot" Th "th" Thead "thead" Time "time"
    Title "title" Tr "tr" Track "track" Tt "tt" U "u" Ul "ul" Var "var" Video "video" Wbr "wbr" Xmp "xmp"
}

/// How many tags there are, [`Tag::Other`] included.
pub(crate) const TAGS: usize = Tag::Other as usize + 1;

impl Tag {
    /// The tag of a name in any case.
    pub fn of(name: &str) -> Tag {
        let bytes = name.as_bytes();
        let mut lower = [0u8; 12];
        if bytes.is_empty() || bytes.len() > lower.len() {
            return Tag::Other;
        }
        let lower = &mut lower[..bytes.len()];
        lower.copy_from_slice(bytes);
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).map_or(Tag::Other, Tag::of_lower)
    }

    /// Elements that never hold anything.
    pub fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Img
                | Input
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// Elements whose content is text up to their own end tag.
    pub fn is_raw_text(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Script | Style | Textarea | Title | Xmp | Iframe | Noembed | Noframes
        )
    }

    /// Elements that begin and end a line of their own.
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Caption
                | Center
                | Dd
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Listing
                | Main
                | Menu
                | Nav
                | Ol
                | Optgroup
                | Option
                | P
                | Plaintext
                | Pre
                | Search
                | Section
                | Summary
                | Table
                | Tbody
                | Td
                | Tfoot
                | Th
                | Thead
                | Tr
                | Ul
                | Xmp
        )
    }

    /// Headings.
    pub fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Start tags that close an open paragraph.
    pub(crate) fn closes_paragraph(self) -> bool {
        use Tag::*;
        self.is_heading()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Center
                    | Dd
                    | Details
                    | Dialog
                    | Dir
                    | Div
                    | Dl
                    | Dt
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hgroup
                    | Hr
                    | Li
                    | Listing
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | P
                    | Plaintext
                    | Pre
                    | Search
                    | Section
                    | Summary
                    | Table
                    | Ul
                    | Xmp
            )
    }

    /// Formatting elements: a stray end tag between blocks must not close the blocks.
    pub(crate) fn is_formatting(self) -> bool {
        use Tag::*;
        matches!(
            self,
            A | B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U
        )
    }

    /// Walls that implied end tags do not reach through.
    pub(crate) fn is_scope(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Applet | Caption | Html | Table | Td | Th | Marquee | Object | Template | Svg | Math
        )
    }

    /// The specification's "special" category: an end tag of another kind stops at them.
    pub(crate) fn is_special(self) -> bool {
        use Tag::*;
        self.is_scope()
            || (self.is_block() && !matches!(self, Option | Optgroup | Dialog | Legend))
            || self.is_void()
            || matches!(
                self,
                Button
                    | Colgroup
                    | Frameset
                    | Head
                    | Iframe
                    | Noembed
                    | Noframes
                    | Noscript
                    | Script
                    | Select
                    | Style
                    | Textarea
                    | Title
            )
    }

    /// Elements whose end is implied by the end of what holds them.
    pub(crate) fn has_implied_end(self) -> bool {
        use Tag::*;
        matches!(self, Dd | Dt | Li | Option | Optgroup | P | Rb | Rp | Rt | Rtc)
    }

    /// What may stand in a head.
    pub(crate) fn is_head_content(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Base | Link | Meta | Title | Noscript | Noframes | Style | Script | Template
        )
    }

    /// Tags that end foreign content (SVG, MathML) where they open in it.
    pub(crate) fn breaks_foreign(self) -> bool {
        use Tag::*;
        self.is_heading()
            || matches!(
                self,
                B | Big
                    | Blockquote
                    | Body
                    | Br
                    | Center
                    | Code
                    | Dd
                    | Div
                    | Dl
                    | Dt
                    | Em
                    | Embed
                    | Head
                    | Hr
                    | I
                    | Img
                    | Li
                    | Listing
                    | Menu
                    | Meta
                    | Nobr
                    | Ol
                    | P
                    | Pre
                    | Ruby
                    | S
                    | Small
                    | Span
                    | Strong
                    | Strike
                    | Sub
                    | Sup
                    | Table
                    | Tt
                    | U
                    | Ul
                    | Var
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        assert_eq!(Tag::of("ARTICLE"), Tag::Article);
        assert_eq!(Tag::of("my-widget"), Tag::Other);
        assert_eq!(Tag::of_lower(Tag::Figcaption.name()), Tag::Figcaption);
    }
}
