using FastEndpoints;
using SamosaChaat.Features;

namespace SamosaChaat.Tests.Architecture;

/// <summary>The build lists endpoints and validators by the names of their files; what it missed would not be served, or not be checked.</summary>
public sealed class EndpointTypesTests
{
    [Fact]
    public void Every_endpoint_and_validator_of_a_request_is_listed()
    {
        var there = typeof(Program).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && (type.IsAssignableTo(typeof(IEndpoint)) || IsValidator(type)))
            .ToArray();

        Assert.NotEmpty(there);
        Assert.Equal(there.Select(type => type.FullName).Order(), EndpointTypes.All.Select(type => type.FullName).Order());
    }

    private static bool IsValidator(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.IsGenericType && parent.GetGenericTypeDefinition() == typeof(Validator<>)) return true;
        }

        return false;
    }
}
