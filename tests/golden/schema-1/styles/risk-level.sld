<?xml version="1.0" encoding="UTF-8"?>
<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <sld:NamedLayer>
  <sld:Name>risk-level</sld:Name>
  <sld:UserStyle>
   <sld:Name>risk-level</sld:Name>
   <sld:Title>风险等级 / Risk level</sld:Title>
   <sld:Abstract>项目默认,非国家标准;慢性吸入,室外浓度视同全天暴露,不含急性、事故、异味及其他途径,物质间按相加处理 / Project default, not a national standard; chronic inhalation, outdoor air taken as all-day exposure, not acute, accidents, odour or other pathways, substances added up</sld:Abstract>
   <sld:FeatureTypeStyle>
    <sld:Rule>
     <sld:RasterSymbolizer>
      <sld:ColorMap type="values">
       <sld:ColorMapEntry color="#d7191c" quantity="4" label="优先管控 / priority"/>
       <sld:ColorMapEntry color="#f98e2b" quantity="3" label="重点关注 / high"/>
       <sld:ColorMapEntry color="#ffe14d" quantity="2" label="一般关注 / moderate"/>
       <sld:ColorMapEntry color="#4a90d9" quantity="1" label="低关注 / low"/>
       <sld:ColorMapEntry color="#9e9e9e" quantity="0" label="未知(斜线) / unknown (hatched)"/>
      </sld:ColorMap>
      <sld:VendorOption name="hatched">0</sld:VendorOption>
     </sld:RasterSymbolizer>
    </sld:Rule>
   </sld:FeatureTypeStyle>
  </sld:UserStyle>
 </sld:NamedLayer>
</sld:StyledLayerDescriptor>
