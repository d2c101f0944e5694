namespace MipActors.Reports.Images;

/// <summary>A font of dots, five by seven, with the characters that a chart needs.</summary>
internal static class SmallFont
{
    public const int Height = 7;

    private const int Width = 5;
    private const int Advance = Width + 1;

    // Seven rows each, from the top; # is a dot.
    private static readonly Dictionary<char, string> Glyphs = new()
    {
        ['0'] = ".###. #...# #..## #.#.# ##..# #...# .###.",
        ['1'] = "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
        ['2'] = ".###. #...# ....# ..##. .#... #.... #####",
        ['3'] = ".###. #...# ....# ..##. ....# #...# .###.",
        ['4'] = "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
        ['5'] = "##### #.... ####. ....# ....# #...# .###.",
        ['6'] = "..##. .#... #.... ####. #...# #...# .###.",
        ['7'] = "##### ....# ...#. ..#.. .#... .#... .#...",
        ['8'] = ".###. #...# #...# .###. #...# #...# .###.",
        ['9'] = ".###. #...# #...# .#### ....# ...#. .##..",
        ['.'] = "..... ..... ..... ..... ..... .##.. .##..",
        ['-'] = "..... ..... ..... ##### ..... ..... .....",
        ['+'] = "..... ..#.. ..#.. ##### ..#.. ..#.. .....",
        ['E'] = "##### #.... #.... ####. #.... #.... #####",
        ['b'] = "#.... #.... ####. #...# #...# #...# ####.",
        ['c'] = "..... ..... .###. #.... #.... #...# .###.",
        ['d'] = "....# ....# .#### #...# #...# #...# .####",
        ['e'] = "..... ..... .###. #...# ##### #.... .###.",
        ['i'] = "..#.. ..... .##.. ..#.. ..#.. ..#.. .###.",
        ['m'] = "..... ..... ##.#. #.#.# #.#.# #.#.# #.#.#",
        ['n'] = "..... ..... ####. #...# #...# #...# #...#",
        ['o'] = "..... ..... .###. #...# #...# #...# .###.",
        ['s'] = "..... ..... .#### #.... .###. ....# ####.",
        ['t'] = ".#... .#... ###.. .#... .#... .#..# ..##.",
        ['u'] = "..... ..... #...# #...# #...# #..## .##.#",
    };

    /// <summary>How wide a text is, in dots.</summary>
    public static int WidthOf(string text) => text.Length * Advance;

    /// <summary>The dots of a text, from its upper left; of a character that it lacks none.</summary>
    public static IEnumerable<(int X, int Y)> DotsOf(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var glyph = Glyphs.GetValueOrDefault(text[at], "");
            for (var dot = 0; dot < glyph.Length; dot++)
            {
                // A blank parts two rows.
                if (glyph[dot] == '#')
                {
                    yield return (at * Advance + dot % Advance, dot / Advance);
                }
            }
        }
    }
}
