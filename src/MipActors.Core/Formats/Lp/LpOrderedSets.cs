using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>Reads one set of the section SOS: <c>set1: S1:: x1:1 x2:2</c>, or <c>S1:: x1:1 x2:2</c> without a name.</summary>
internal sealed class LpOrderedSets(LpScanner scanner, ModelBuilder builder, List<OrderedSet> sets)
{
    public void Read()
    {
        var (line, members) = (scanner.Current.Line, new List<(int, double)>());
        var name = scanner.Peek().Kind == LpTokenKind.Colon ? scanner.TextOf(scanner.Next()).ToString() : "";
        if (name.Length > 0)
        {
            scanner.Next();
        }

        if (scanner.Current.Kind != LpTokenKind.Colon)
        {
            var type = scanner.Next();
            var first = name;
            name = scanner.TextOf(type).ToString();
            if (scanner.Next().Kind != LpTokenKind.Colon)
            {
                throw scanner.Wrong(type, "a special ordered set begins like set1: S1:: x1:1 x2:2");
            }

            sets.Add(new OrderedSet(first, OrderedSets.TypeOf(name, line), members, line));
        }
        else
        {
            sets.Add(new OrderedSet(builder.FreeName($"{name}_{sets.Count + 1}"), OrderedSets.TypeOf(name, line), members, line));
        }

        if (scanner.Next().Kind != LpTokenKind.Colon)
        {
            throw new ModelFormatException("a special ordered set begins like set1: S1:: x1:1 x2:2", null, line);
        }

        Members(members);
    }

    private void Members(List<(int Column, double Weight)> members)
    {
        while (scanner.Current.Kind == LpTokenKind.Name && !IsSetHead())
        {
            var name = scanner.Next();
            if (scanner.Next().Kind != LpTokenKind.Colon)
            {
                throw scanner.Wrong(name, "a member of a special ordered set is a name and its weight, like x1:10");
            }

            var sign = scanner.Current.Kind == LpTokenKind.Minus ? -1 : 1;
            if (scanner.Current.IsSign)
            {
                scanner.Next();
            }

            var weight = scanner.Next();
            if (weight.Kind != LpTokenKind.Number)
            {
                throw scanner.Wrong(weight, "the weight of a member of a special ordered set is a number");
            }

            members.Add((LpBounds.Known(scanner, builder, name, "SOS"), sign * weight.Number));
        }
    }

    // "S1::" or "name: S1::": a member has a number behind its first colon.
    private bool IsSetHead()
    {
        var rest = scanner.Rest;
        var at = rest.IndexOf(':');
        return at >= 0 && rest[(at + 1)..].TrimStart() is [':' or 's' or 'S', ..];
    }
}
