using System.Reflection;
using FastEndpoints;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// Binds a request from a single source: the query if its properties are query parameters, else the body. FastEndpoints' own binder lets a
/// query parameter or a claim override a property of the body.
/// </summary>
internal sealed class OneSourceBinder<TRequest>() : RequestBinder<TRequest>(Source) where TRequest : notnull
{
    private static readonly BindingSource Source =
        typeof(TRequest).GetProperties().Any(property => property.IsDefined(typeof(QueryParamAttribute)))
            ? BindingSource.QueryParams
            : BindingSource.JsonBody;
}
